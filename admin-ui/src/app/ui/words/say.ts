declare global {
  /** English texts and what they are in the language of this page; left by `public/start.js`. */
  var consoleWords: Readonly<Record<string, string>> | undefined;
}

/**
 * An English text in the language of this page; `{0}`, `{1}` stand for the values. Whatever the
 * dictionary does not know stays English.
 */
export function say(english: string, ...values: readonly (string | number)[]): string {
  const text = globalThis.consoleWords?.[english] ?? english;
  return values.length === 0
    ? text
    : text.replace(/\{(\d)\}/g, (place, at: string) => String(values[Number(at)] ?? place));
}
