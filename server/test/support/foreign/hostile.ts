/** A request with these events: its method and path, and its body. */
type Request = readonly [request: string, body: unknown];

/** How each door that takes several events at once is told of a good one, by this name, among others. */
export const among: Readonly<
  Record<string, (key: string, name: string, others: readonly unknown[]) => Request>
> = {
  segment: (writeKey, event, others) => [
    'POST /v1/batch',
    { writeKey, batch: [...others, { type: 'track', event, userId: 'u' }, ...others] },
  ],
  posthog: (api_key, event, others) => [
    'POST /batch',
    { api_key, batch: [...others, { event, distinct_id: 'u' }, ...others] },
  ],
  // The key of these two is that of the first event that has one.
  umami: (website, name, others) => [
    'POST /api/batch',
    [null, { type: 'event', payload: { website, name, url: '/' } }, ...others],
  ],
  mixpanel: (token, event, others) => [
    'POST /track',
    [null, { event, properties: { token, distinct_id: 'u' } }, ...others],
  ],
  amplitude: (api_key, event_type, others) => [
    'POST /2/httpapi',
    { api_key, events: [...others, { event_type, user_id: 'u' }, ...others] },
  ],
};

export const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

const LONG = 'x'.repeat(9_000);
const ODD = 'a\u0000b\ud800';
// What no field expects.
const nothing: readonly unknown[] = [null, 7, 'x', [], {}, true];
const deep = JSON.parse(nested(40)) as unknown;
const many = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`p${at}`, at]));
const proto = JSON.parse('{"__proto__":{"x":1},"constructor":{"prototype":7}}') as object;

/** Events that are none, by the door they are meant for. */
export const hostile: Readonly<Record<string, readonly unknown[]>> = {
  segment: [
    ...nothing,
    { type: 'track' },
    { type: {}, event: {} },
    ...nothing.map((context) => ({ type: 'track', event: 'a', context, properties: context })),
    ...nothing.map((value) => ({ type: 'page', name: value, properties: { url: value } })),
    ...nothing.map((userId) => ({ type: 'identify', userId, traits: userId })),
    ...nothing.map((groupId) => ({ type: 'group', groupId, traits: groupId })),
    { type: 'alias', userId: [], previousId: {} },
    { type: 'alias', userId: 'same', previousId: 'same' },
    { type: 'page', context: { page: 7, campaign: { name: ODD, x: {} }, screen: 'x' } },
    { type: 'track', event: 'a', timestamp: 'yesterday', sentAt: {} },
    { type: 'track', event: ODD, messageId: ODD, userId: ODD, properties: { [ODD]: ODD } },
    ...[{ deep }, { LONG }, many, proto].map((properties) => ({
      type: 'track',
      event: 'a',
      properties,
    })),
    { type: 'track', event: LONG, messageId: LONG, userId: LONG },
  ],
  posthog: [
    ...nothing,
    ...nothing.map((event) => ({ event, properties: event, distinct_id: event })),
    ...['$identify', '$create_alias', '$groupidentify', '$pageview', '$pageleave', '$set'].flatMap(
      (event) =>
        nothing.map((value) => ({
          event,
          distinct_id: value,
          $set: value,
          properties: { alias: value, $group_set: value, $set_once: value, $current_url: value },
        })),
    ),
    { event: '$pageleave', properties: { $prev_pageview_duration: -1e308 } },
    { event: 'a', uuid: LONG, timestamp: 'yesterday', offset: 1e308 },
    { event: ODD, distinct_id: ODD, properties: { [ODD]: ODD, $session_id: ODD } },
    ...[{ deep }, { LONG }, many, proto].map((properties) => ({ event: 'a', properties })),
  ],
  umami: [
    ...nothing,
    ...nothing.map((payload) => ({ type: 'event', payload })),
    ...['event', 'identify', 'performance', {}].flatMap((type) =>
      nothing.map((value) => ({
        type,
        payload: { name: value, data: value, id: value, url: value, timestamp: value, lcp: value },
      })),
    ),
    { type: 'event', payload: { name: ODD, url: '//', hostname: ODD, data: { [ODD]: ODD } } },
    ...[{ deep }, { LONG }, many, proto].map((data) => ({ type: 'event', payload: { data } })),
    { type: 'event', payload: { name: LONG, timestamp: 1e308 } },
  ],
  amplitude: [
    ...nothing,
    ...nothing.map((event_type) => ({ event_type, event_properties: event_type })),
    ...['$identify', '$groupidentify', '[Amplitude] Page Viewed'].flatMap((event_type) =>
      nothing.map((value) => ({
        event_type,
        user_id: value,
        device_id: value,
        groups: value,
        group_properties: { $set: value },
        user_properties: { $set: value, $setOnce: value, $add: value },
      })),
    ),
    { event_type: 'a', insert_id: {}, session_id: -1e308, time: 'yesterday' },
    { event_type: ODD, insert_id: ODD, device_id: ODD, event_properties: { [ODD]: ODD } },
    ...[{ deep }, { LONG }, many, proto].map((event_properties) => ({
      event_type: 'a',
      event_properties,
    })),
  ],
  mixpanel: [
    ...nothing,
    ...nothing.map((event) => ({ event, properties: event })),
    ...['$identify', '$create_alias', '$mp_web_page_view', 'a'].flatMap((event) =>
      nothing.map((value) => ({
        event,
        properties: {
          distinct_id: value,
          alias: value,
          $anon_distinct_id: value,
          $device_id: value,
          $insert_id: value,
          time: value,
        },
      })),
    ),
    ...nothing.map((value) => ({ $set: value, $set_once: value, $distinct_id: value })),
    { event: ODD, properties: { [ODD]: ODD, $insert_id: ODD, time: 1e308 } },
    ...[{ deep }, { LONG }, many, proto].map((properties) => ({ event: 'a', properties })),
  ],
  plausible: [
    ...nothing,
    ...nothing.map((value) => ({ n: value, u: value, r: value, p: value, $: value })),
    ...nothing.map((value) => ({ n: 'engagement', e: value, sd: value })),
    { n: 'a', p: '{"half":', m: 'x' },
    { n: ODD, u: ODD, p: { [ODD]: ODD } },
    ...[{ deep }, { LONG }, many, proto].map((p) => ({ n: 'a', u: '/', p })),
    { n: LONG, u: LONG, i: 7 },
  ],
};

const MOST = 4 * 1_048_576;
const full = (sign: string): string => sign.repeat(MOST / sign.length);

/** As much of one thing as a body may hold: what costs most to look at. */
export const noise: Readonly<Record<string, string>> = {
  letters: full('x'),
  'signs of base64 that end nothing': full('='),
  blanks: full(' '),
  'opening brackets': full('['),
  'brackets in brackets': nested(MOST / 2),
  'objects in objects that never end': full('{"a":'),
  'lines of which none is JSON': full('[\n'),
  'lines that could be JSON': full('{}\n'),
  'fields without a name': full('data=&'),
  'escaped braces': full('%7B'),
  'quotes that end no string': `["${'\\"'.repeat(MOST / 2 - 2)}`,
  zeros: `[${'0,'.repeat(MOST / 2 - 2)}0]`,
  'empty events': `{"batch":[${'{},'.repeat(1_300_000)}{}]}`,
};
