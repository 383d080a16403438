import { amplitude } from '../src/ingest/doors/amplitude.js';
import type { ForeignDoor, Knock, Translation } from '../src/ingest/doors/foreign-door.js';
import { mixpanel } from '../src/ingest/doors/mixpanel.js';
import { plausible } from '../src/ingest/doors/plausible.js';
import { posthog } from '../src/ingest/doors/posthog.js';
import { segment } from '../src/ingest/doors/segment.js';
import { umami } from '../src/ingest/doors/umami.js';
import { NOON } from './support/arrivals.js';
import { knockOf, type Sample } from './support/foreign/samples/sample.js';
import { samples } from './support/foreign/samples.js';

const translate = (door: ForeignDoor, sample: Sample | undefined): Translation =>
  door.translate(sample === undefined ? ({} as Knock) : knockOf(sample, NOON));

/** The fields that say something. */
const said = (event: object | null): object =>
  Object.fromEntries(
    Object.entries(event ?? {}).filter(([, value]) => value !== undefined && value !== null),
  );

const at = (time: string): number => Date.parse(`2026-11-24T${time}Z`);

describe('Segment', () => {
  const [node, rudderNode, browser, rudderBrowser] = samples.segment;

  it('from a server', () => {
    const { key, sentAt, events, unsupported } = translate(segment, node);
    expect([key, sentAt, unsupported]).toEqual(['KEY', at('11:59:59.000'), 1]);
    expect(events.map(said)).toEqual([
      {
        event: 'Order Completed',
        event_id: 'node-next-1795457690383-1d4f0cf9-0000-4000-8000-000000000001',
        timestamp: '2026-11-24T11:59:30.383Z',
        user_id: 'u1',
        properties: { total: 12.5, ünï: 'héllo 世界 🎉' },
        ip: '1.2.3.4',
        user_agent: 'UA',
      },
      {
        event: '$identify',
        event_id: 'node-next-1795457690384-2',
        user_id: 'u1',
        anonymous_id: 'anon1',
        traits: { email: 'a@b.c' },
      },
      {
        event: 'page_view',
        event_id: 'node-next-1795457690385-3',
        anonymous_id: 'anon1',
        page_url: 'https://x.example/y?utm_source=news',
        title: 'Y',
        properties: { name: 'Home', category: 'Docs', plan: 'pro' },
      },
      {
        event: '$group',
        event_id: 'node-next-1795457690386-4',
        user_id: 'u1',
        properties: { group_id: 'g1', size: 3 },
      },
      {
        event: '$identify',
        event_id: 'node-next-5',
        user_id: 'u1',
        previous_id: 'anon1',
      },
    ]);
  });

  it('from a server of RudderStack, whose own time is the original one', () => {
    const { key, events } = translate(segment, rudderNode);
    expect(key).toBe('KEY');
    expect(events.map(said)).toMatchObject([
      { event: 'Order Completed', timestamp: '2026-11-24T11:59:58.000Z', user_id: 'u1' },
    ]);
  });

  it('from a page, whose address is not what the site calls so', () => {
    const { sentAt, events } = translate(segment, browser);
    expect(sentAt).toBe(at('11:59:59.500'));
    expect(events.map(said)).toMatchObject([
      {
        event: 'Signed Up',
        anonymous_id: '6f4d6b32-0000-4000-8000-000000000001',
        page_url: 'https://shop.example/shop?utm_source=news',
        referrer: 'https://www.google.com/',
        language: 'de-DE',
        properties: { plan: 'pro', url: '/images/cat.png' },
      },
    ]);
    expect(said(events[0] ?? null)).not.toHaveProperty('user_id');
  });

  it('from a page of RudderStack, with its session', () => {
    expect(translate(segment, rudderBrowser).events.map(said)).toMatchObject([
      {
        event: 'page_view',
        session_id: 1795457692006,
        screen: '1440x900',
        page_url: 'https://shop.example/',
        properties: { name: 'Home' },
      },
    ]);
  });

  it('names a campaign that only the context knows', () => {
    const context = {
      campaign: { name: 'spring', source: 'news' },
      page: { url: 'https://x.example/a?b=1#c' },
    };
    const sample = { client: '', request: 'POST /v1/t', body: { event: 'x', context } };
    expect(translate(segment, sample).events[0]).toMatchObject({
      page_url: 'https://x.example/a?b=1&utm_campaign=spring&utm_source=news#c',
    });
  });
});

describe('PostHog', () => {
  const [node, newest, of2025, of2024] = samples.posthog;

  it('from a server', () => {
    const { key, sentAt, events } = translate(posthog, node);
    expect([key, sentAt]).toEqual(['KEY', at('11:59:59.675')]);
    expect(events.map(said)).toEqual([
      {
        event: 'signed up',
        event_id: '01a2099c-a059-7000-8000-000000000001',
        timestamp: '2026-11-24T11:59:58.326Z',
        user_id: 'user-1',
        group_id: 'company:acme',
        properties: { plan: 'pro', $groups: { company: 'acme' } },
      },
      {
        event: '$identify',
        event_id: '01a2099c-a059-7000-8000-000000000002',
        user_id: 'user-1',
        traits: { email: 'a@b.c', first: 1 },
      },
      {
        event: '$identify',
        event_id: '01a2099c-a059-7000-8000-000000000003',
        user_id: 'user-1',
        previous_id: 'anon-9',
      },
      {
        event: '$group',
        event_id: '01a2099c-a059-7000-8000-000000000004',
        properties: { group_type: 'company', group_id: 'acme', size: 3 },
      },
    ]);
  });

  it('from a page, without the seventy properties it adds', () => {
    const { events, unsupported } = translate(posthog, newest);
    expect(unsupported).toBe(1);
    const [view, identify, leave] = events.map(said);
    expect(view).toEqual({
      event: 'page_view',
      event_id: '01a209a7-abfc-7000-8000-000000000001',
      timestamp: '2026-11-24T11:59:58.000Z',
      anonymous_id: '01a209a7-a540-7000-8000-000000000001',
      session_id: '01a209a7-a573-7000-8000-000000000002',
      page_url: 'https://shop.example/cart?utm_source=news',
      title: 'Cart',
      language: 'de-DE',
      screen: '1440x900',
      user_agent: 'Mozilla/5.0 Chrome/143.0.0.0',
      properties: { plan: 'pro' },
    });
    expect(identify).toMatchObject({
      event: '$identify',
      user_id: 'user-1',
      anonymous_id: '01a209a7-a540-7000-8000-000000000001',
      traits: { email: 'a@b.c', first: true },
    });
    expect(leave).toMatchObject({
      event: 'engagement',
      properties: { engaged_ms: 12_345, scroll_depth: 75 },
    });
  });

  it('from a page of 2025, which says only how long before sending it was', () => {
    const { key, sentAt, events } = translate(posthog, of2025);
    expect([key, sentAt]).toEqual(['KEY', 1795521599000]);
    expect(events[0]).toMatchObject({ event: 'added to cart', timestamp: 1795521597500 });
  });

  it('from a page of 2024', () => {
    const { key, events } = translate(posthog, of2024);
    expect(key).toBe('KEY');
    expect(events[0]).toMatchObject({
      event: '$autocapture',
      properties: { $event_type: 'click' },
    });
  });

  it.each([
    ['an id that the SDK made up', { $process_person_profile: false }, {}],
    ['cookieless', { $cookieless_mode: true }, {}],
    ['a user', {}, { user_id: '01a209a7-a540-7000-8000-000000000009' }],
    [
      'a browser',
      { $device_id: 'd', $is_identified: false },
      { anonymous_id: '01a209a7-a540-7000-8000-000000000009' },
    ],
  ])('knows %s', (_who, properties, person) => {
    const body = {
      api_key: 'KEY',
      event: 'x',
      distinct_id: '01a209a7-a540-7000-8000-000000000009',
      properties,
    };
    const { user_id, anonymous_id } = said(
      translate(posthog, { client: '', request: 'POST /capture', body }).events[0] ?? null,
    ) as Record<string, unknown>;
    expect({ ...(user_id ? { user_id } : {}), ...(anonymous_id ? { anonymous_id } : {}) }).toEqual(
      person,
    );
  });
});

it('Plausible, its older client, and a server', () => {
  const all = samples.plausible.map((sample) => translate(plausible, sample));
  // A word that is no key is taken for the domain of a site.
  expect(all.map(({ key, site }) => [key, site])).toEqual(Array(4).fill([null, 'KEY']));
  expect(all.flatMap(({ events }) => events.map(said))).toEqual([
    {
      event: 'page_view',
      page_url: 'https://shop.example/cart?utm_source=news',
      referrer: 'https://www.google.com/',
      properties: { plan: 'pro', revenue: { currency: 'EUR', amount: '12.50' } },
    },
    {
      event: 'engagement',
      page_url: 'https://shop.example/',
      properties: { engaged_ms: 5_012, scroll_depth: 62 },
    },
    {
      event: 'outbound_click',
      page_url: 'https://shop.example/',
      properties: { url: 'https://other.example/' },
    },
    { event: 'signed up', page_url: '/welcome', properties: { plan: 'pro' }, interactive: false },
  ]);
});

it('Umami, its node client, and never an event of another site', () => {
  const [page, batch] = samples.umami;
  expect(translate(umami, page).events.map(said)).toEqual([
    {
      event: 'page_view',
      page_url: 'https://shop.example/cart',
      referrer: 'https://www.google.com/',
      title: 'Cart',
      screen: '1440x900',
      language: 'de-DE',
      properties: {},
    },
  ]);
  const { events, unsupported } = translate(umami, batch);
  expect(unsupported).toBe(1);
  expect(events.map(said)).toEqual([
    {
      event: 'signed up',
      timestamp: 1795521598000,
      user_id: 'u1',
      page_url: 'https://shop.example/cart',
      properties: { plan: 'pro', tag: 'a' },
    },
    { event: '$identify', user_id: 'u1', traits: { email: 'a@b.c' } },
    { event: 'web_vital', page_url: '/', properties: { lcp: 1200, cls: 0.02 } },
  ]);
});

it('Amplitude, from a server and from a page', () => {
  const [node, page] = samples.amplitude;
  const { key, sentAt, events, unsupported } = translate(amplitude, node);
  expect([key, sentAt, unsupported]).toEqual(['KEY', at('11:59:59.013'), 1]);
  expect(events.map(said)).toMatchObject([
    {
      event: 'signed up',
      event_id: 'bb0e2a88-0000-4000-8000-000000000001',
      timestamp: 1795521598006,
      session_id: 1795457692006,
      user_id: 'u1',
      anonymous_id: 'd1',
      ip: '1.2.3.4',
      properties: { plan: 'pro' },
    },
    { event: '$identify', user_id: 'u1', traits: { plan: 'pro', first: 1 } },
    {
      event: '$group',
      properties: { group_type: 'company', group_id: 'acme', size: 3 },
    },
  ]);
  expect(said(events[1] ?? null)).not.toHaveProperty('session_id');
  expect(translate(amplitude, page).events.map(said)).toEqual([
    {
      event: 'page_view',
      event_id: 'bb0e2a88-0000-4000-8000-000000000002',
      timestamp: 1795521598006,
      session_id: 1795457692006,
      anonymous_id: 'd1',
      page_url: 'https://shop.example/cart?utm_source=news',
      referrer: 'https://www.google.com/',
      title: 'Cart',
      language: 'de-DE',
      user_agent: 'Mozilla/5.0 Chrome/143.0.0.0',
      properties: { plan: 'pro' },
    },
  ]);
});

describe('Mixpanel', () => {
  const [page, node, profiles, groups] = samples.mixpanel;

  it('from a page', () => {
    const { key, sentAt, events } = translate(mixpanel, page);
    expect([key, sentAt]).toEqual(['KEY', 1795521599000]);
    const [event, view, identify] = events.map(said);
    expect(event).toMatchObject({
      event: 'signed up',
      timestamp: 1795521598169,
      anonymous_id: 'eb252f5a',
      page_url: 'https://shop.example/',
      screen: '1440x900',
      properties: { plan: 'pro' },
    });
    expect(event).toMatchObject({ properties: expect.not.objectContaining({ token: 'KEY' }) });
    expect(view).toMatchObject({ event: 'page_view', title: 'Cart', properties: { plan: 'pro' } });
    expect(identify).toMatchObject({ event: '$identify', user_id: 'u1', anonymous_id: 'eb252f5a' });
    const ids = events.map((one) => one?.event_id);
    expect(new Set(ids).size).toBe(3);
    expect(translate(mixpanel, page).events.map((one) => one?.event_id)).toEqual(ids);
  });

  it('from a server', () => {
    expect(translate(mixpanel, node).events.map(said)).toEqual([
      { event: 'renewed', timestamp: 1795521598000, user_id: 'u1' },
      { event: '$identify', user_id: 'u1', previous_id: 'u1-alias' },
    ]);
  });

  it('what it says of people and groups', () => {
    const { events, unsupported } = translate(mixpanel, profiles);
    expect([events.map(said), unsupported]).toEqual([
      [
        {
          event: '$identify',
          user_id: 'u1',
          anonymous_id: 'eb252f5a',
          traits: { $email: 'a@b.c' },
        },
      ],
      1,
    ]);
    expect(translate(mixpanel, groups).events.map(said)).toEqual([
      {
        event: '$group',
        properties: { group_type: 'company', group_id: 'acme', size: 3 },
      },
    ]);
  });

  it('history, by the secret that is said beside it', () => {
    const secret = { authorization: `Basic ${Buffer.from('sk_secret:').toString('base64')}` };
    const sample = {
      ...node,
      client: '',
      request: 'POST /import',
      headers: secret,
      body: node?.body,
    };
    expect(translate(mixpanel, sample).key).toBe('sk_secret');
  });
});
