import { Component, computed, input } from '@angular/core';
import { type IconName, iconPaths } from './icon-paths';

/** One of our own icons, in the colour and size of the text around it. Decorative: name its button. */
@Component({
  selector: 'app-icon',
  host: { 'aria-hidden': 'true', '[style.--icon-size.px]': 'size()' },
  template: `<svg viewBox="0 0 24 24"><path [attr.d]="path()" /></svg>`,
  styles: `
    :host {
      display: inline-flex;
      flex: none;
      inline-size: var(--icon-size);
      block-size: var(--icon-size);
    }

    svg {
      inline-size: 100%;
      block-size: 100%;
      fill: none;
      stroke: currentColor;
      stroke-linecap: round;
      stroke-linejoin: round;
      stroke-width: 1.75;
    }
  `,
})
export class Icon {
  readonly name = input.required<IconName>();
  readonly size = input(18);
  protected readonly path = computed(() => iconPaths[this.name()]);
}
