import fc from 'fast-check';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { foreignDoors } from '../src/ingest/doors/foreign-doors.js';
import { startApp, type TestApp } from './support/app.js';
import { BROWSER, drained, makeProject, rows, type TestProject } from './support/door.js';
import type { Sample } from './support/foreign/samples/sample.js';
import { samples } from './support/foreign/samples.js';

// `DOOR_RUNS=2000` searches longer.
const RUNS = Number(process.env['DOOR_RUNS'] ?? 25);

let server: TestApp;
let project: TestProject;

beforeAll(async () => {
  server = await startApp({ logLevel: 'silent' });
  project = await makeProject(server);
});
afterAll(() => server.close());

async function knock(
  request: string,
  body: string | Uint8Array | undefined,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string }> {
  const [method = '', path = ''] = request.split(' ');
  const answer = await fetch(server.url + path, {
    method,
    headers: { 'user-agent': BROWSER, 'content-type': 'text/plain', ...headers },
    ...(method !== 'GET' && { body: body as string }),
  });
  return { status: answer.status, text: await answer.text() };
}

/** The sample with this project's key, as it goes over the wire. */
function withKey({ body, headers = {} }: Sample): {
  body: unknown;
  headers: Record<string, string>;
} {
  const text = JSON.stringify(body).replaceAll('"KEY"', JSON.stringify(project.publicKey));
  const basic = `Basic ${Buffer.from(`${project.publicKey}:`).toString('base64')}`;
  const authorization: Record<string, string> =
    headers['authorization'] === undefined ? {} : { authorization: basic };
  return { body: JSON.parse(text), headers: authorization };
}

const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
const all = Object.values(samples).flat();
const takes = foreignDoors.flatMap((door) => door.takes);

describe('a body that is none', () => {
  const bodies: [string, string | Uint8Array][] = [
    ['nothing', ''],
    ['a word', 'hello'],
    ['NUL', '\u0000'],
    ['null', 'null'],
    ['a number', '42'],
    ['half a list', '[{"event":'],
    [
      'a list of everything',
      '[null,1,"x",[],{},true,{"properties":7},{"payload":[]},{"events":{}}]',
    ],
    ['a list of lists', '[[[[]]]]'],
    ['endless nesting', deep(100_000)],
    ['nested data', `{"batch":${deep(5_000)},"events":${deep(5_000)},"properties":${deep(5_000)}}`],
    [
      'prototypes',
      '{"__proto__":{"batch":[{}]},"constructor":{"prototype":{}},"batch":[{"__proto__":1}]}',
    ],
    ['a form', 'data=&verbose=1&__proto__=x'],
    ['a form of nonsense', 'data=%%%&data=AAAA'],
    ['base64 of base64 of base64 of base64', base64('x', 8)],
    ['base64 of nothing', 'data=////'],
    ['gzip that breaks off', gzipSync('{"batch":[]}').subarray(0, 12)],
    ['gzip of gzip', gzipSync(gzipSync('{"batch":[]}'))],
    ['deflate', deflateSync('{"batch":[]}')],
    ['raw deflate', deflateRawSync('{"batch":[]}')],
    ['not even UTF-8', new Uint8Array([0x7b, 0xff, 0xed, 0xa0, 0xbc, 0xed])],
    ['lines', '{"event":1}\n{"event":2}\nx'],
    ['an array-like', '{"batch":{"length":1e9},"events":{"length":1e9}}'],
    ['a number beyond numbers', '{"batch":[{"timestamp":1e999,"time":-1e999}],"sentAt":1e999}'],
  ];

  const queries = ['', '?compression=lz64', '?compression=base64&verbose=1'];
  let asked = 0;

  it.each(bodies)('%s is never a mistake of ours', async (_name, body) => {
    const query = queries[(asked += 1) % queries.length] ?? '';
    const answers = await Promise.all(takes.map((request) => knock(request + query, body)));
    const mistakes = answers.flatMap(({ status }, index) =>
      status >= 500 ? [`${status} for ${takes[index]}${query}`] : [],
    );
    expect(mistakes).toEqual([]);
  });

  it('four megabytes of noise are refused for their size, and a bomb for what it would become', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1_048_576, 0x20));
    for (const request of takes.filter((one) => one.startsWith('POST'))) {
      expect((await knock(request, bomb)).status).toBe(413);
    }
    expect((await knock('POST /v1/batch', 'x'.repeat(4_194_305))).status).toBe(413);
    expect((await knock('POST /v1/batch', 'x'.repeat(4_194_304))).status).toBe(400);
  });

  it('a text that unpacks for ever is stopped', async () => {
    // Each sign says «the text so far, once more»: the longest there is.
    const { status } = await knock('POST /e?compression=lz64', `data=${'/'.repeat(2_000_000)}`);
    expect(status).toBe(400);
  });
});

function base64(text: string, times: number): string {
  return times === 0 ? text : base64(Buffer.from(text).toString('base64'), times - 1);
}

// What may stand where an SDK puts something sensible.
const anything = fc.oneof(
  { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  fc.constantFrom<unknown>(
    ...[null, '', 0, -1, 1e308, true, [], {}, [[]], [null], { length: 3 }],
    ...['\u0000', '\ud800', '__proto__', 'constructor', 'x'.repeat(9_000), '%', '$identify'],
    ...['2026-11-24', 'yesterday', '-271821-04-20T00:00:00Z', 9_007_199_254_740_993],
  ),
);

/** Places in a JSON value, as paths. */
function placesIn(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  const inner = Object.entries(value).flatMap(([key, one]) => placesIn(one, [...path, key]));
  return [[...path], ...inner];
}

/** The value with something else at one place. */
function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  const copy: unknown = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
  const holder = copy as Record<string, unknown>;
  holder[key] = replaced(holder[key], rest, by);
  return copy;
}

const mutated = (body: unknown): fc.Arbitrary<unknown> => {
  const places = placesIn(body);
  const change = fc.tuple(fc.nat(places.length - 1), anything);
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) =>
    changes.reduce<unknown>((value, [place, by]) => {
      try {
        return replaced(value, places[place] ?? [], by);
      } catch {
        // The place is gone: an earlier change took it.
        return value;
      }
    }, body),
  );
};

describe('a recorded request with something else in it', () => {
  const named = all.map((sample): [string, Sample] => [
    `${sample.client} ${sample.request}`,
    sample,
  ]);

  it.each(named)('%s is never a mistake of ours', async (_name, sample) => {
    const { body, headers } = withKey(sample);
    await fc.assert(
      fc.asyncProperty(mutated(body), async (changed) => {
        const { status } = await knock(sample.request, JSON.stringify(changed), headers);
        expect(status).toBeLessThan(500);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('a neighbour', () => {
  /** Requests of many events: how a door is told of `events`, among which one is good. */
  const batches: Record<
    string,
    (key: string, id: string, hostile: unknown[]) => [string, unknown]
  > = {
    segment: (writeKey, event, hostile) => [
      'POST /v1/batch',
      { writeKey, batch: [...hostile, { type: 'track', event, userId: 'u' }, ...hostile] },
    ],
    posthog: (api_key, event, hostile) => [
      'POST /batch',
      { api_key, batch: [...hostile, { event, distinct_id: 'u' }, ...hostile] },
    ],
    umami: (website, name, hostile) => [
      'POST /api/batch',
      [...hostile, { type: 'event', payload: { website, name, url: '/' } }, ...hostile],
    ],
    amplitude: (api_key, event_type, hostile) => [
      'POST /2/httpapi',
      { api_key, events: [...hostile, { event_type, user_id: 'u' }, ...hostile] },
    ],
    mixpanel: (token, event, hostile) => [
      'POST /track',
      [...hostile, { event, properties: { token, distinct_id: 'u' } }, ...hostile],
    ],
  };
  const corpus: unknown[] = [
    ...[null, 7, 'x', [], {}, true],
    { type: 'track' },
    { type: {}, event: {} },
    { event: 7, event_type: 7, payload: 7, properties: 7 },
    { event: 'x'.repeat(201), event_type: 'x'.repeat(201), type: 'track' },
    { type: 'track', event: 'a', userId: {}, distinct_id: {}, user_id: {} },
    { type: 'track', event: 'a', event_type: 'a', timestamp: 'yesterday', time: 'yesterday' },
    { type: 'track', event: 'a', event_type: 'a', properties: { deep: JSON.parse(deep(40)) } },
    { type: 'track', event: 'a', event_type: 'a', properties: { long: 'x'.repeat(9_000) } },
    { type: 'track', event: 'a\u0000b', event_type: '\ud800', properties: { '\u0000': '\udc00' } },
    { type: 'alias', userId: [], previousId: {} },
    { event: '$create_alias', properties: { alias: {}, distinct_id: [] } },
    { event: '$groupidentify', properties: { $group_set: 'x' }, groups: 7 },
    { event_type: '$identify', user_properties: { $set: 7, $setOnce: [] } },
    { type: 'identify', payload: { data: 7, id: {} }, traits: 'x', context: 7 },
    { type: 'page', properties: { url: {} }, context: { page: 7, campaign: [1], screen: 'x' } },
  ];

  it.each(Object.keys(batches))(
    'of hostile events is stored, through the door of %s',
    async (door) => {
      const name = `good one of ${door}`;
      const [request, body] = batches[door]?.(project.publicKey, name, corpus) ?? ['', {}];
      expect((await knock(request, JSON.stringify(body))).status).toBe(200);
      await drained(server);
      const stored = await rows(server, 'SELECT 1 FROM events WHERE name = $1', [name]);
      expect(stored).toHaveLength(1);
    },
  );

  it('is in no other project, whatever keys a batch names', async () => {
    const other = await makeProject(server);
    const name = 'of another project';
    const stray = (token: string): object => ({
      event: name,
      properties: { token, distinct_id: 'u' },
    });
    const body = [stray(project.publicKey), stray(other.publicKey)];
    await knock('POST /track', JSON.stringify(body));
    await knock('POST /e', JSON.stringify(body));
    await drained(server);
    const stored = await rows<{ id: string }>(
      server,
      'SELECT j.id FROM events e JOIN projects j ON j.no = e.project_no WHERE e.name = $1',
      [name],
    );
    expect(stored.map(({ id }) => id)).toEqual([project.id, project.id]);
  });
});

it('whatever else these requests left behind, the queue is empty and nothing was put aside', async () => {
  await drained(server);
  expect(await rows(server, 'SELECT reason, detail FROM quarantined_events')).toEqual([]);
});
