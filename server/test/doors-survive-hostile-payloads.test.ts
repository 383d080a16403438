import fc from 'fast-check';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { foreignDoors } from '../src/ingest/doors/foreign-doors.js';
import { startApp, type TestApp } from './support/app.js';
import { BROWSER, drained, makeProject, rows, type TestProject } from './support/door.js';
import { among, hostile, nested, noise } from './support/foreign/hostile.js';
import type { Sample } from './support/foreign/samples/sample.js';
import { messagesOf, mutated } from './support/foreign/mutated.js';
import { samples } from './support/foreign/samples.js';
import { allowing } from './support/patience.js';

// `DOOR_RUNS=2000` searches longer.
const RUNS = Number(process.env['DOOR_RUNS'] ?? 25);

let server: TestApp;
let project: TestProject;

beforeAll(async () => {
  // A mistake of ours says what it was.
  server = await startApp({ logLevel: 'error' });
  project = await makeProject(server);
});
afterAll(() => server.close());

async function knock(
  request: string,
  body: string | Uint8Array | undefined,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string }> {
  const [method = '', path = ''] = request.split(' ');
  for (let tries = 1; ; tries += 1) {
    const answer = await fetch(server.url + path, {
      method,
      headers: { 'user-agent': BROWSER, 'content-type': 'text/plain', ...headers },
      ...(method !== 'GET' && { body: body as string }),
    });
    const text = await answer.text();
    // A busy machine asks to come again; no payload may make it do so for ever.
    if (answer.status !== 503 || tries === 20) return { status: answer.status, text };
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
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
    ['endless nesting', nested(100_000)],
    [
      'nested data',
      `{"batch":${nested(5_000)},"events":${nested(5_000)},"properties":${nested(5_000)}}`,
    ],
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

  it.each(Object.entries(noise))(
    'four megabytes of %s are read or refused at once, for everybody waits meanwhile',
    async (_name, body) => {
      const before = process.cpuUsage();
      const { status, text } = await knock('POST /v1/batch', body);
      expect([400, 401, 413]).toContain(status);
      expect(text).not.toBe('');
      // Time of the processor: what else a machine does is not ours.
      const { user, system } = process.cpuUsage(before);
      expect((user + system) / 1_000).toBeLessThan(allowing(1_000));
    },
  );

  it('more than four megabytes are refused for their size, a bomb for what it would become', async () => {
    const bomb = gzipSync(Buffer.alloc(20 * 1_048_576, 0x20));
    const posts = takes.filter((one) => one.startsWith('POST'));
    const answers = await Promise.all(posts.map((request) => knock(request, bomb)));
    expect(answers.filter(({ status }) => status !== 413)).toEqual([]);
    expect((await knock('POST /v1/batch', 'x'.repeat(4_194_305))).status).toBe(413);
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
  /** How many events of these names are stored. */
  const storedOf = async (names: readonly string[]): Promise<number> => {
    await drained(server);
    const sql = 'SELECT count(*)::int AS n FROM full_events WHERE name = ANY($1)';
    return (await rows<{ n: number }>(server, sql, [names]))[0]?.n ?? 0;
  };

  it.each(Object.keys(among))('of hostile events is stored, by the door of %s', async (door) => {
    const name = `good one of ${door}`;
    const [request, body] = among[door]?.(project.publicKey, name, hostile[door] ?? []) ?? ['', {}];
    expect((await knock(request, JSON.stringify(body))).status).toBe(200);
    expect(await storedOf([name])).toBe(1);
  });

  it.each(Object.keys(among))(
    'of recorded events with something else in them is stored, by the door of %s',
    async (door) => {
      const recorded = samples[door as keyof typeof samples].flatMap((sample) =>
        messagesOf(withKey(sample).body),
      );
      const names: string[] = [];
      await fc.assert(
        fc.asyncProperty(mutated(recorded), async (changed) => {
          const name = `neighbour ${names.length} of ${door}`;
          names.push(name);
          const others = Array.isArray(changed) ? (changed as unknown[]) : [changed];
          const [request, body] = among[door]?.(project.publicKey, name, others) ?? ['', {}];
          expect((await knock(request, JSON.stringify(body))).status).toBe(200);
        }),
        { numRuns: RUNS },
      );
      expect(await storedOf(names)).toBe(names.length);
    },
  );

  it('that comes after a hostile event of Plausible, which sends one at a time, is stored', async () => {
    const d = project.publicKey;
    const bad = (hostile['plausible'] ?? []).map((event) =>
      knock(
        'POST /api/event',
        JSON.stringify(event && typeof event === 'object' ? { ...event, d } : event),
      ),
    );
    for (const { status } of await Promise.all(bad)) expect([202, 400, 401]).toContain(status);
    const name = 'good one of plausible';
    const answer = await knock('POST /api/event', JSON.stringify({ n: name, u: '/', d }));
    expect(answer.status).toBe(202);
    expect(await storedOf([name])).toBe(1);
  });

  it('is taken with two thousand others, as many as Mixpanel imports at once', async () => {
    const named = Array.from({ length: 1_999 }, () => ({ event: 'one of many', properties: {} }));
    const [request, body] = among['mixpanel']?.(project.publicKey, 'the last of many', []) ?? [
      '',
      [],
    ];
    const [, last] = body as object[];
    const lines = [...named, last].map((event) => JSON.stringify(event));
    expect((await knock(request, lines.join('\n'))).status).toBe(200);
    expect(await storedOf(['one of many', 'the last of many'])).toBe(2_000);
    // One more, however it is written, and who can sends it in halves.
    for (const more of [[...lines, lines[0]].join('\n'), `[${[...lines, lines[0]].join()}]`]) {
      expect((await knock(request, more)).status).toBe(413);
    }
  });

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
      'SELECT j.id FROM full_events e JOIN projects j ON j.no = e.project_no WHERE e.name = $1',
      [name],
    );
    expect(stored.map(({ id }) => id)).toEqual([project.id, project.id]);
  });
});

it('whatever else these requests left behind, the queue is empty and nothing was put aside', async () => {
  await drained(server);
  expect(await rows(server, 'SELECT reason, detail FROM quarantined_events')).toEqual([]);
});
