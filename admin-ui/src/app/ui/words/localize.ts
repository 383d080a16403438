import { say } from './say';

type Localize = (parts: TemplateStringsArray, ...values: readonly unknown[]) => string;

/**
 * What compiled templates call for each text marked `i18n`: a tagged template whose places are named
 * by the part after them (`${…}:INTERPOLATION:`). The text with its places, blanks as one, is the
 * key of the dictionary: «{$INTERPOLATION} new».
 */
export const localize: Localize = (parts, ...values) => {
  const places: { readonly name: string; readonly value: unknown }[] = [];
  let english = withoutBlock(parts[0] ?? '', parts.raw[0] ?? '');
  values.forEach((value, at) => {
    const [name, rest] = namedPart(parts[at + 1] ?? '', parts.raw[at + 1] ?? '');
    places.push({ name, value });
    english += `{$${name}}${rest}`;
  });
  const key = keyOf(english);
  const known = say(key);
  // An unknown text keeps its own blanks; a known one those around it.
  const text = known === key ? english : around(english, known);
  return text.replace(/\{\$([A-Z_\d]+)\}/g, (place, name: string) => {
    const found = places.find((one) => one.name === name);
    return found ? String(found.value) : place;
  });
};

/** A text as the dictionary knows it. */
export function keyOf(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function around(english: string, known: string): string {
  return (/^\s/.test(english) ? ' ' : '') + known + (/\s$/.test(english) ? ' ' : '');
}

// A block of meaning and id may stand before the text, between colons; an escaped colon is text.
function withoutBlock(cooked: string, raw: string): string {
  return raw.startsWith(':') ? cooked.slice(cooked.indexOf(':', 1) + 1) : cooked;
}

function namedPart(cooked: string, raw: string): readonly [name: string, rest: string] {
  if (!raw.startsWith(':')) return ['PH', cooked];
  const end = cooked.indexOf(':', 1);
  const [name = ''] = cooked.slice(1, end).split('@@');
  return [name, cooked.slice(end + 1)];
}
