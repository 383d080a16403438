import type { SourceKind } from './sources.js';

/** How people come to a site; every visit has exactly one. */
export type Channel =
  | 'Direct'
  | 'Organic Search'
  | 'Paid Search'
  | 'Organic Social'
  | 'Paid Social'
  | 'Organic Video'
  | 'Paid Video'
  | 'Organic Shopping'
  | 'Paid Shopping'
  | 'Paid Other'
  | 'Email'
  | 'Referral'
  | 'AI Assistants'
  | 'Display'
  | 'Affiliates'
  | 'Audio'
  | 'SMS'
  | 'Push';

export interface ChannelClues {
  readonly kind: SourceKind | null;
  readonly source: string | null;
  readonly medium: string | null;
  readonly campaign: string | null;
  readonly parameters: URLSearchParams;
}

const media: readonly (readonly [RegExp, Channel])[] = [
  [/^(display|banner|expandable|interstitial|cpm)$/, 'Display'],
  [/^affiliates?$/, 'Affiliates'],
  [/^(e[-_ ]?mail|newsletter)$/, 'Email'],
  [/^sms$/, 'SMS'],
  [/^(audio|podcast)$/, 'Audio'],
  [/push$|^(mobile|notification)$/, 'Push'],
  [/^(social|social[-_ ]?(network|media)|sm)$/, 'Organic Social'],
  [/^video$/, 'Organic Video'],
  [/^organic$/, 'Organic Search'],
];

const paid = /^(.*cp.*|ppc|retargeting|paid.*)$/;
// fbclid is no sign of an ad: Facebook puts it on every link that leaves it.
const searchAds = ['gclid', 'gbraid', 'wbraid', 'msclkid'];

/** The channel of a visit: paid before organic, what the link says (utm_medium) before where it stood. */
export function channelOf(clues: ChannelClues): Channel {
  const medium = clues.medium?.toLowerCase() ?? '';
  const shopping = /^(.*[^a-df-z])?shop(ping)?(\W.*)?$/i.test(clues.campaign ?? '');
  if (medium === 'cpm' || clues.parameters.has('dclid')) return 'Display';
  if (paid.test(medium)) return paidChannel(clues.kind, shopping);
  if (searchAds.some((id) => clues.parameters.has(id))) return 'Paid Search';
  const said = media.find(([pattern]) => pattern.test(medium));
  if (said !== undefined) return said[1];
  if (shopping) return 'Organic Shopping';
  return organicChannel(clues);
}

function paidChannel(kind: SourceKind | null, shopping: boolean): Channel {
  if (shopping) return 'Paid Shopping';
  switch (kind) {
    case 'search':
      return 'Paid Search';
    case 'social':
      return 'Paid Social';
    case 'video':
      return 'Paid Video';
    case 'shopping':
      return 'Paid Shopping';
    case 'ai':
    case 'email':
    case null:
      return 'Paid Other';
  }
}

function organicChannel({ kind, source, medium, campaign }: ChannelClues): Channel {
  switch (kind) {
    case 'search':
      return 'Organic Search';
    case 'social':
      return 'Organic Social';
    case 'video':
      return 'Organic Video';
    case 'shopping':
      return 'Organic Shopping';
    case 'email':
      return 'Email';
    case 'ai':
      return 'AI Assistants';
    case null:
      return source === null && medium === null && campaign === null ? 'Direct' : 'Referral';
  }
}
