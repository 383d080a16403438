/** The languages the console speaks. */
export const languages = { en: 'English', de: 'Deutsch' } as const;

export type Language = keyof typeof languages;

const KEPT_AS = 'language';

export const isLanguage = (text: string): text is Language => Object.hasOwn(languages, text);

/** What the person chose here; null = the language of the browser. */
export function chosenLanguage(): Language | null {
  const kept = globalThis.localStorage?.getItem(KEPT_AS) ?? '';
  return isLanguage(kept) ? kept : null;
}

/** Keeps the choice (null = as the browser) and loads the page again in it. */
export function chooseLanguage(language: Language | null): void {
  if (language === null) localStorage.removeItem(KEPT_AS);
  else localStorage.setItem(KEPT_AS, language);
  location.reload();
}

function localeOf(wanted: readonly string[], chosen: Language | null): string {
  const own = wanted.find((tag) => isLanguage(tag.slice(0, 2)));
  if (chosen === null) return own ?? 'en';
  // A person in Vienna who chose German means that of Vienna.
  return wanted.find((tag) => tag.startsWith(chosen)) ?? chosen;
}

/** Of numbers, dates and names on every page: `en-GB`, `de-AT`. It holds for the life of the page. */
export const locale: string = localeOf(navigator.languages ?? [], chosenLanguage());

export const language: Language = isLanguage(locale.slice(0, 2))
  ? (locale.slice(0, 2) as Language)
  : 'en';
