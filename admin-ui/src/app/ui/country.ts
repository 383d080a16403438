let names: Intl.DisplayNames | null = null;

/** `DE` → Germany; what is no country code stays as it is. */
export function countryName(code: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  names ??= new Intl.DisplayNames(undefined, { type: 'region', fallback: 'code' });
  return names.of(code) ?? code;
}

/** `DE` → the two regional letters that fonts draw as a flag. */
export function flagOf(code: string): string | null {
  if (!/^[A-Z]{2}$/.test(code)) return null;
  return String.fromCodePoint(...[...code].map((letter) => 0x1f1a5 + letter.charCodeAt(0)));
}
