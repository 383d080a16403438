import { Component, computed, input } from '@angular/core';
import { Icon } from './icon';

/** A disc with a letter or a figure, in a colour of its own for each id; decorative. */
@Component({
  selector: 'app-avatar',
  imports: [Icon],
  host: { 'aria-hidden': 'true', '[style.--hue]': 'hue()' },
  template: `
    @if (nobody()) {
      <app-icon name="user" [size]="15" />
    } @else {
      {{ letter() }}
    }
  `,
  styles: `
    :host {
      display: inline-grid;
      flex: none;
      place-items: center;
      width: 26px;
      height: 26px;
      border-radius: 50%;
      background: light-dark(oklch(91% 0.05 var(--hue)), oklch(34% 0.07 var(--hue)));
      color: light-dark(oklch(38% 0.11 var(--hue)), oklch(90% 0.06 var(--hue)));
      font-size: var(--text-xs);
      font-weight: 650;
    }
  `,
})
export class Avatar {
  readonly id = input.required<string>();
  readonly name = input('');
  /** The id is not one of a person: a figure stands in place of the letter. */
  readonly nobody = input(false);

  protected readonly letter = computed(() =>
    (this.name() || this.id())
      .replace(/^[^\p{L}\p{N}]+/u, '')
      .slice(0, 1)
      .toUpperCase(),
  );
  protected readonly hue = computed(() => {
    // Ids often differ in their last letter only; multiplying by the golden ratio pulls those apart.
    let sum = 0;
    for (const letter of this.id()) sum = Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 0x9e3779b1);
    return (sum >>> 0) % 360;
  });
}
