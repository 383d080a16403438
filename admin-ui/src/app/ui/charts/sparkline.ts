import { Component, computed, input } from '@angular/core';

/** A line the size of a word. Drawn as a vector, so that lists of cards need no chart library. */
@Component({
  selector: 'app-sparkline',
  template: `
    <svg viewBox="0 0 100 32" preserveAspectRatio="none" role="img" [attr.aria-label]="summary()">
      <path class="fill" [attr.d]="fill()" />
      <path class="line" [attr.d]="line()" />
    </svg>
  `,
  styles: `
    :host {
      display: block;
      height: 32px;
    }

    svg {
      width: 100%;
      height: 100%;
      overflow: visible;
    }

    .fill {
      fill: var(--chart-fill);
    }

    .line {
      fill: none;
      stroke: var(--chart-line);
      stroke-linejoin: round;
      stroke-width: 1.5;
      vector-effect: non-scaling-stroke;
    }
  `,
})
export class Sparkline {
  readonly values = input.required<readonly number[]>();
  readonly name = input('');

  protected readonly line = computed(() => {
    const values = this.values();
    const most = Math.max(1, ...values);
    const last = Math.max(1, values.length - 1);
    return values
      .map((value, index) => {
        const x = ((index / last) * 100).toFixed(2);
        const y = (30 - (value / most) * 28).toFixed(2);
        return `${index === 0 ? 'M' : 'L'}${x} ${y}`;
      })
      .join('');
  });
  protected readonly fill = computed(() => (this.line() ? `${this.line()}L100 31L0 31Z` : ''));
  protected readonly summary = computed(() => `${this.name()}: ${this.values().join(', ')}`);
}
