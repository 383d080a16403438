/** An event as a server that holds a secret key sends it on behalf of a visitor; the wire format. */
export interface DemoEvent {
  readonly event: string;
  readonly event_id: string;
  readonly timestamp: number;
  readonly session_id: string;
  readonly page_url: string;
  readonly referrer: string;
  readonly ip: string;
  readonly user_agent: string;
  readonly language: string;
  readonly user_id?: string;
  readonly traits?: Readonly<Record<string, unknown>>;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface DemoPlan {
  readonly now: number;
  readonly days: number;
  readonly visitsADay: number;
  /** From 0 up to 1, as `Math.random`. */
  readonly chance: () => number;
  readonly id: () => string;
}

type Weighted<Value> = readonly (readonly [weight: number, value: Value])[];

const DAY = 86_400_000;
const SITE = 'https://harbour.example';

/** Addresses that the location data puts into these cities; the last part varies. */
const places: Weighted<readonly [network: string, language: string]> = [
  [12, ['12.56.114', 'en-US']],
  [9, ['158.164.168', 'en-US']],
  [9, ['89.14.5', 'de-DE']],
  [6, ['95.115.103', 'de-DE']],
  [9, ['16.21.41', 'en-GB']],
  [5, ['90.14.228', 'fr-FR']],
  [4, ['52.136.236', 'nl-NL']],
  [3, ['85.61.107', 'es-ES']],
  [5, ['117.196.21', 'en-IN']],
  [3, ['103.150.2', 'ja-JP']],
  [2, ['203.100.240', 'en-AU']],
  [1, ['113.199.230', 'ne-NP']],
];

const browsers: Weighted<string> = [
  [
    9,
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36',
  ],
  [
    6,
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
  ],
  [
    5,
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Mobile Safari/537.36',
  ],
  [
    3,
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15',
  ],
  [2, 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0'],
];

const origins: Weighted<readonly [referrer: string, query: string]> = [
  [9, ['', '']],
  [8, ['https://www.google.com/', '']],
  [3, ['https://news.ycombinator.com/item', '']],
  [2, ['https://duckduckgo.com/', '']],
  [2, ['https://chatgpt.com/', '']],
  [3, ['', '?utm_source=letter&utm_medium=email&utm_campaign=autumn']],
  [2, ['https://www.google.com/', '?utm_source=google&utm_medium=cpc&utm_campaign=lamps']],
];

const pages: Weighted<string> = [
  [8, '/'],
  [6, '/lamps'],
  [4, '/chairs'],
  [4, '/lookbook/harbour'],
  [3, '/journal/caring-for-oak'],
  [2, '/about'],
];

const pieces = ['moon', 'dune', 'reed', 'pier'] as const;
const names = ['Ada', 'Ben', 'Chidi', 'Dana', 'Emre', 'Fern', 'Goro', 'Hana'] as const;
/** Visits by hour of the day; people sleep, work and look for lamps in the evening. */
const byHour = [
  2, 1, 1, 1, 1, 2, 4, 6, 8, 9, 9, 9, 10, 9, 9, 9, 10, 11, 12, 14, 14, 12, 8, 4,
] as const;

/** The visits of a small shop over the last days, oldest first; the last ones are of this hour. */
export function* demoVisits(plan: DemoPlan): Generator<readonly DemoEvent[]> {
  const { now, days, visitsADay, chance } = plan;
  const starts: number[] = [];
  for (let day = 0; day < days; day++) {
    const from = now - (days - day) * DAY;
    // A young shop grows, and rests on some days.
    const count = Math.round(visitsADay * (0.7 + (0.5 * day) / days) * (0.85 + 0.3 * chance()));
    for (let visit = 0; visit < count; visit++) starts.push(startWithin(from, chance));
  }
  for (const start of starts.toSorted((a, b) => a - b)) yield visitFrom(start, plan);
}

// Hours are thrown until one is taken: busy hours are taken more often.
function startWithin(from: number, chance: () => number): number {
  for (;;) {
    const at = from + chance() * DAY;
    const hour = new Date(at).getHours();
    if (chance() * 14 < (byHour[hour] ?? 0)) return at;
  }
}

function visitFrom(start: number, { now, chance, id }: DemoPlan): DemoEvent[] {
  const [network, language] = pick(places, chance);
  const [referrer, query] = pick(origins, chance);
  const person = chance() < 0.18 ? Math.floor(chance() * 60) : null;
  const who = {
    session_id: id(),
    ip: `${network}.${1 + Math.floor(chance() * 250)}`,
    user_agent: pick(browsers, chance),
    language,
    ...(person === null ? {} : { user_id: `member-${person}` }),
  };
  const events: DemoEvent[] = [];
  let at = start;
  const happen = (
    event: string,
    path: string,
    properties: Readonly<Record<string, unknown>> = {},
  ): void => {
    // What is still to come has not happened.
    if (at > now) return;
    const landing = events.length === 0;
    events.push({
      ...who,
      event,
      event_id: id(),
      timestamp: Math.round(at),
      page_url: `${SITE}${path}${landing ? query : ''}`,
      referrer: landing ? referrer : `${SITE}/`,
      properties,
      ...(landing && person !== null
        ? { traits: { name: names[person % names.length], plan: person % 3 ? 'free' : 'pro' } }
        : {}),
    });
    at += 5_000 + chance() * 80_000;
  };
  happen('page_view', pick(pages, chance));
  for (let more = chance() < 0.35 ? 0 : 1 + Math.floor(chance() * 4); more > 0; more--) {
    happen('page_view', pick(pages, chance));
  }
  if (chance() < 0.3) buy(happen, chance);
  return events;
}

function buy(
  happen: (event: string, path: string, properties?: Readonly<Record<string, unknown>>) => void,
  chance: () => number,
): void {
  const piece = pieces[Math.floor(chance() * pieces.length)] ?? pieces[0];
  const price = 40 + 10 * piece.length;
  happen('page_view', `/pieces/${piece}`);
  if (chance() > 0.6) return;
  happen('add_to_cart', `/pieces/${piece}`, { piece, price });
  happen('page_view', '/cart');
  if (chance() > 0.6) return;
  happen('checkout_started', '/checkout', { price });
  if (chance() > 0.65) return;
  happen('purchase', '/thank-you', { piece, price, currency: 'EUR' });
}

function pick<Value>(choices: Weighted<Value>, chance: () => number): Value {
  const total = choices.reduce((sum, [weight]) => sum + weight, 0);
  let left = chance() * total;
  for (const [weight, value] of choices) {
    left -= weight;
    if (left < 0) return value;
  }
  // Only a chance of exactly one comes here.
  return choices[0]![1];
}
