import type { VisitFacts } from '../../events/event.js';
import type { Weighted } from './random.js';

/** Where a generated visit comes from: the link a browser would send, and what the door reads from it. */
export interface Origin {
  /** Query of the landing page. */
  readonly query: string;
  /** `document.referrer`; empty when direct. */
  readonly referrerUrl: string;
  readonly facts: Pick<
    VisitFacts,
    | 'referrer'
    | 'source'
    | 'channel'
    | 'utmSource'
    | 'utmMedium'
    | 'utmCampaign'
    | 'utmTerm'
    | 'utmContent'
  >;
  /** How much more often than others these visitors buy. */
  readonly eagerness: number;
}

export const origins: Weighted<Origin> = [
  [30, origin('Direct', null, '', {}, 1.2)],
  [24, origin('Organic Search', 'Google', 'https://www.google.com/', {}, 1)],
  [4, origin('Organic Search', 'Bing', 'https://www.bing.com/', {}, 1)],
  [4, origin('Organic Search', 'DuckDuckGo', 'https://duckduckgo.com/', {}, 1.1)],
  [5, origin('AI Assistants', 'ChatGPT', 'https://chatgpt.com/', {}, 1.3)],
  [4, origin('Organic Social', 'Reddit', 'https://www.reddit.com/r/coffee/', {}, 0.5)],
  [3, origin('Organic Social', 'Hacker News', 'https://news.ycombinator.com/item', {}, 0.4)],
  [4, origin('Organic Social', 'Instagram', 'https://l.instagram.com/', {}, 0.7)],
  [2, origin('Organic Video', 'YouTube', 'https://www.youtube.com/', {}, 0.6)],
  [3, origin('Referral', 'homebarista.example', 'https://homebarista.example/reviews', {}, 1.4)],
  [5, origin('Email', 'brewletter', '', campaign('brewletter', 'email', 'november-letter'), 2.2)],
  [3, origin('Email', 'brewletter', '', campaign('brewletter', 'email', 'back-in-stock'), 2.8)],
  [
    6,
    origin(
      'Paid Search',
      'Google',
      'https://www.google.com/',
      { ...campaign('google', 'cpc', 'grinders'), utmTerm: 'hand grinder', utmContent: 'text-a' },
      1.5,
    ),
  ],
  [
    3,
    origin(
      'Paid Social',
      'Facebook',
      'https://l.facebook.com/',
      { ...campaign('facebook', 'paid_social', 'autumn'), utmContent: 'carousel' },
      0.8,
    ),
  ],
];

type Campaign = Partial<
  Record<'utmSource' | 'utmMedium' | 'utmCampaign' | 'utmTerm' | 'utmContent', string>
>;

function campaign(source: string, medium: string, name: string): Campaign {
  return { utmSource: source, utmMedium: medium, utmCampaign: name };
}

function origin(
  channel: string,
  source: string | null,
  referrerUrl: string,
  tags: Campaign,
  eagerness: number,
): Origin {
  const query = new URLSearchParams(
    Object.entries(tags).map(([name, value]): [string, string] => [
      name.replace('utm', 'utm_').toLowerCase(),
      value,
    ]),
  );
  return {
    query: query.size > 0 ? `?${query.toString()}` : '',
    referrerUrl,
    eagerness,
    facts: {
      referrer: referrerUrl.replace(/^https:\/\/(www\.)?/, '').replace(/\/$/, '') || null,
      source,
      channel,
      utmSource: tags.utmSource ?? null,
      utmMedium: tags.utmMedium ?? null,
      utmCampaign: tags.utmCampaign ?? null,
      utmTerm: tags.utmTerm ?? null,
      utmContent: tags.utmContent ?? null,
    },
  };
}
