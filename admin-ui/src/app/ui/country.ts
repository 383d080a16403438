import { Component, computed, input, linkedSignal } from '@angular/core';
import { locale } from './language';

let names: Intl.DisplayNames | null = null;

/** `DE` → Germany; what is no country code stays as it is. */
export function countryName(code: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  names ??= new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' });
  return names.of(code) ?? code;
}

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
    /^[A-Z]{2}$/.test(this.code()) ? `countries/${this.code()}.svg` : null,
  );
  protected readonly known = linkedSignal({ source: this.code, computation: () => true });
}
