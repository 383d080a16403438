import { Component, computed, input, linkedSignal } from '@angular/core';

/** The flag of a country code, from our own server; nothing for a code without one. Decorative. */
@Component({
  selector: 'app-flag',
  template: `
    @if (file(); as file) {
      @if (known()) {
        <img [src]="file" alt="" width="18" height="12" loading="lazy" (error)="known.set(false)" />
      }
    }
  `,
  styles: `
    :host {
      display: inline-flex;
      flex: none;
      width: 18px;
    }

    img {
      border-radius: 2px;
      box-shadow: 0 0 0 1px rgb(0 0 0 / 8%);
    }
  `,
})
export class Flag {
  readonly code = input.required<string>();
  protected readonly file = computed(() =>
    /^[A-Z]{2}$/.test(this.code()) ? `flags/${this.code()}.svg` : null,
  );
  protected readonly known = linkedSignal({ source: this.code, computation: () => true });
}
