import { countryName } from '../ui/country';
import { type Dimension, type FilterDimension, isProperty } from '../ui/filter-chips/filter';
import type { IconName } from '../ui/icon-paths';
import { locale } from '../ui/language';
import { say } from '../ui/words/say';

/** How a value of a dimension is shown to a person. */
export interface Look {
  readonly text: string;
  /** The country code whose flag stands before the text. */
  readonly flag: string | null;
  readonly icon: IconName | null;
}

const nothing: Partial<Record<Dimension, string>> = {
  channel: say('Direct'),
  source: say('Direct / none'),
  referrer: say('Direct / none'),
  exit_page: say('Still open'),
};

const devices: Record<string, IconName> = {
  desktop: 'desktop',
  mobile: 'phone',
  tablet: 'tablet',
  laptop: 'desktop',
};

const channels: Record<string, IconName> = {
  direct: 'cursor',
  'organic search': 'search',
  'paid search': 'search',
  email: 'mail',
  referral: 'link',
  'organic social': 'users',
  'paid social': 'users',
  'organic video': 'play',
  social: 'users',
};

let languageNames: Intl.DisplayNames | null = null;

const plain = (text: string, icon: IconName | null = null): Look => ({ text, flag: null, icon });

/** Dimensions whose values do not speak for themselves. */
const looks: Partial<Record<Dimension, (value: string) => Look>> = {
  country: (code) => ({ text: countryName(code), flag: code, icon: null }),
  language: (code) => plain(languageName(code)),
  device: (name) => plain(capitalised(name), devices[name.toLowerCase()] ?? 'desktop'),
  channel: (name) => plain(capitalised(name), channels[name.toLowerCase()] ?? 'globe'),
  source: (name) => plain(name, 'globe'),
  referrer: (name) => plain(name, 'globe'),
  event: (name) => plain(name, name === 'page_view' ? 'page' : 'bolt'),
};

/** The name and the mark of a value; an empty one is named by what its absence means. */
export function lookOf(dimension: FilterDimension, value: string): Look {
  if (isProperty(dimension)) return plain(value === '' ? say('Not set') : value);
  if (value === '') return plain(nothing[dimension] ?? say('Not set'));
  return looks[dimension]?.(value) ?? plain(value);
}

/** Values stored as codes are searched by their names, here instead of on the server. */
export const storedAsCode = (dimension: FilterDimension): boolean =>
  dimension === 'country' || dimension === 'language';

/** True when the name a person sees, or the value itself, holds the text. */
export function isNamed(dimension: FilterDimension, value: string, text: string): boolean {
  const wanted = text.toLocaleLowerCase();
  return [value, lookOf(dimension, value).text].some((name) =>
    name.toLocaleLowerCase().includes(wanted),
  );
}

function languageName(code: string): string {
  try {
    languageNames ??= new Intl.DisplayNames(locale, { type: 'language', fallback: 'code' });
    return languageNames.of(code) ?? code;
  } catch {
    // A browser may send anything as its language.
    return code;
  }
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
