import { Component } from '@angular/core';

/** The mark of the product, in its usual size; drawn by `styles/brand-mark.scss`. */
@Component({
  selector: 'app-brand',
  template: `
    <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" />
      <path d="M7 20.5h3.6l3-10.5 4.8 13 3-7.5H25" />
    </svg>
  `,
  styles: `
    :host {
      display: inline-flex;
    }

    svg {
      width: 28px;
      height: 28px;
    }
  `,
})
export class Brand {}
