import { Component, input } from '@angular/core';

/** A pulsing green dot: what stands beside it is of this moment. Amber and still while the line is away. */
@Component({
  selector: 'app-live-dot',
  host: { '[class.away]': 'away()', 'aria-hidden': 'true' },
  template: '',
  styles: `
    :host {
      position: relative;
      display: inline-block;
      flex: none;
      width: 9px;
      height: 9px;
      border-radius: 50%;
      background: var(--live);
    }

    :host::after {
      position: absolute;
      inset: 0;
      border-radius: 50%;
      background: inherit;
      content: '';
      animation: ping 2s ease-out infinite;
    }

    :host(.away) {
      background: var(--warn);
    }

    :host(.away)::after {
      animation: none;
    }

    @keyframes ping {
      70%,
      to {
        opacity: 0;
        transform: scale(2.6);
      }
    }
  `,
})
export class LiveDot {
  readonly away = input(false);
}
