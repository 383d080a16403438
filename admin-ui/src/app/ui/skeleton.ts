import { Component, input } from '@angular/core';

/** The place of something that is loading, in its final size; give width and height in CSS units. */
@Component({
  selector: 'app-skeleton',
  host: {
    'aria-hidden': 'true',
    '[style.width]': 'width()',
    '[style.height]': 'height()',
  },
  template: '',
  styles: `
    :host {
      display: block;
      max-width: 100%;
      border-radius: var(--radius-s);
      background: linear-gradient(
          100deg,
          transparent 35%,
          color-mix(in srgb, var(--ink) 6%, transparent) 50%,
          transparent 65%
        )
        0 0 / 250% 100% color-mix(in srgb, var(--ink) 7%, transparent);
      animation: wait 1.6s ease-in-out infinite;
    }

    @keyframes wait {
      from {
        background-position: 120% 0;
      }
      to {
        background-position: -40% 0;
      }
    }
  `,
})
export class Skeleton {
  readonly width = input('100%');
  readonly height = input('1em');
}
