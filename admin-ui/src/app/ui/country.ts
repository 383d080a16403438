import { locale } from './language';
let names: Intl.DisplayNames | null = null;

/** `DE` → Germany; what is no country code stays as it is. */
export function countryName(code: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  names ??= new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' });
  return names.of(code) ?? code;
}
