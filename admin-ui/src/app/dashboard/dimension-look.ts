import { countryName, flagOf } from '../ui/country';
import type { Dimension } from '../ui/filter-chips/filter';
import type { IconName } from '../ui/icon-paths';

/** How a value of a dimension is shown to a person. */
export interface Look {
  readonly text: string;
  readonly flag: string | null;
  readonly icon: IconName | null;
}

const nothing: Partial<Record<Dimension, string>> = {
  channel: 'Direct',
  source: 'Direct / none',
  referrer: 'Direct / none',
  exit_page: 'Still open',
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
  social: 'users',
};

let languageNames: Intl.DisplayNames | null = null;

/** The name and the mark of a value; an empty one is named by what its absence means. */
export function lookOf(dimension: Dimension, value: string): Look {
  if (value === '') return { text: nothing[dimension] ?? 'Not set', flag: null, icon: null };
  switch (dimension) {
    case 'country':
      return { text: countryName(value), flag: flagOf(value), icon: null };
    case 'language':
      return { text: languageName(value), flag: null, icon: null };
    case 'device':
      return {
        text: capitalised(value),
        flag: null,
        icon: devices[value.toLowerCase()] ?? 'desktop',
      };
    case 'channel':
      return {
        text: capitalised(value),
        flag: null,
        icon: channels[value.toLowerCase()] ?? 'globe',
      };
    case 'source':
    case 'referrer':
      return { text: value, flag: null, icon: 'globe' };
    case 'event':
      return { text: value, flag: null, icon: value === 'page_view' ? 'page' : 'bolt' };
    default:
      return { text: value, flag: null, icon: null };
  }
}

function languageName(code: string): string {
  try {
    languageNames ??= new Intl.DisplayNames(undefined, { type: 'language', fallback: 'code' });
    return languageNames.of(code) ?? code;
  } catch {
    // A browser may send anything as its language.
    return code;
  }
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
