/** English texts and what they are in the language of this page; empty where that is English. */
let words: Readonly<Record<string, string>> = {};

/** Gives the console its language; before any page is loaded, since many texts are made only once. */
export function speak(dictionary: Readonly<Record<string, string>>): void {
  words = dictionary;
}

/**
 * An English text in the language of this page; `{0}`, `{1}` stand for the values. Whatever the
 * dictionary does not know stays English.
 */
export function say(english: string, ...values: readonly (string | number)[]): string {
  const text = words[english] ?? english;
  return values.length === 0
    ? text
    : text.replace(/\{(\d)\}/g, (place, at: string) => String(values[Number(at)] ?? place));
}
