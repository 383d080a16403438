import { runInNewContext } from 'node:vm';
import { foreignDoors } from '../src/ingest/doors/foreign-doors.js';
import type { ForeignAnswer, ForeignDoor, Knock } from '../src/ingest/doors/foreign-door.js';
import { KeyRefused, QueueUnavailable, QuotaUsedUp } from '../src/ingest/ingest.errors.js';
import type { Problem } from '../src/platform/http/problem.js';

const door = (name: string): ForeignDoor => {
  const found = foreignDoors.find((one) => one.name === name);
  if (!found) throw new Error(`There is no door ${name}.`);
  return found;
};
const knock = (given: Partial<Knock> = {}): Knock => ({
  path: '/',
  params: {},
  query: {},
  headers: {},
  protocol: 'https',
  host: 'stats.example:8443',
  body: undefined,
  bytes: 42,
  now: 1_795_521_600_000,
  ...given,
});
const verdict = { accepted: 2, rejected: [], unlisted: 1, dropped: new Map() };
const refused = (
  name: string,
  problem: Problem,
  given: Partial<Knock> = {},
): ForeignAnswer | undefined => door(name).refused?.(problem, knock(given));

describe('what is taken', () => {
  it.each<[string, Partial<Knock>, number, string | object]>([
    ['segment', {}, 200, { success: true }],
    ['posthog', { path: '/e' }, 200, { status: 1 }],
    [
      'posthog',
      { path: '/i/v1/analytics/events', body: { batch: [{ uuid: 'one' }, {}, null] } },
      200,
      { results: { one: { result: 'ok' } } },
    ],
    ['plausible', {}, 202, 'ok'],
    [
      'umami',
      { path: '/api/batch', body: [1, 2, 3] },
      200,
      expect.objectContaining({ size: 3, processed: 2, errors: 1 }) as object,
    ],
    [
      'umami',
      { path: '/api/send' },
      200,
      expect.objectContaining({ cache: expect.any(String) as string }) as object,
    ],
    [
      'amplitude',
      {},
      200,
      {
        code: 200,
        events_ingested: 2,
        payload_size_bytes: 42,
        server_upload_time: 1_795_521_600_000,
      },
    ],
    ['mixpanel', { path: '/track' }, 200, '1'],
    ['mixpanel', { path: '/track', query: { verbose: '1' } }, 200, { status: 1, error: null }],
  ])('by the door of %s', (name, given, status, body) => {
    const answer = door(name).taken(verdict, knock(given));
    expect([answer.status, answer.body]).toEqual([status, body]);
  });
});

describe('what is refused', () => {
  it('PostHog: too fast is «come again», because its browser SDK throws away what gets a 429', () => {
    const answer = refused('posthog', new QuotaUsedUp(600_000, 17));
    expect([answer?.status, answer?.headers?.['retry-after']]).toEqual([503, '17']);
    expect(refused('posthog', new KeyRefused())?.status).toBe(401);
  });

  it('Amplitude: a key is refused in the code that its SDK reads, anything else may come again', () => {
    expect(refused('amplitude', new KeyRefused())).toMatchObject({
      status: 400,
      body: { code: 400, error: expect.stringMatching(/^Invalid API key: /) as string },
    });
    expect(refused('amplitude', new QueueUnavailable('away'))).toMatchObject({
      status: 503,
      headers: { 'retry-after': '1' },
      body: { code: 503 },
    });
  });

  it('Mixpanel: in the body, which its node client reads whatever the status', () => {
    expect(refused('mixpanel', new KeyRefused())).toMatchObject({ status: 401, body: '0' });
    expect(refused('mixpanel', new KeyRefused(), { query: { verbose: '1' } })).toMatchObject({
      status: 401,
      body: { status: 0, error: expect.any(String) as string },
    });
  });
});

describe('what is asked before anything is sent', () => {
  const asked = (name: string, question: string, given: Partial<Knock> = {}): ForeignAnswer => {
    const answer = door(name).answers?.[question];
    if (!answer) throw new Error(`Nobody answers ${question}.`);
    return answer(knock(given));
  };

  it('Segment: where to send, and to tell nobody else', () => {
    const { body } = asked('segment', 'GET /v1/projects/:key/settings', { params: { key: 'KEY' } });
    expect(body).toEqual({
      metrics: { sampleRate: 0 },
      integrations: {
        'Segment.io': { apiKey: 'KEY', apiHost: 'stats.example:8443/v1', protocol: 'https' },
      },
    });
  });

  it('RudderStack: a source that is on, without destinations', () => {
    const { body } = asked('segment', 'GET /sourceConfig', { query: { writeKey: 'KEY' } });
    expect(body).toMatchObject({ source: { writeKey: 'KEY', enabled: true, destinations: [] } });
  });

  it('PostHog: that there are no flags, recordings and surveys', () => {
    for (const question of ['GET /array/:token/config', 'POST /flags', 'POST /decide']) {
      const { status, body } = asked('posthog', question);
      expect([status, body]).toEqual([
        200,
        expect.not.objectContaining({ surveys: expect.anything() as unknown }),
      ]);
      expect(body).toMatchObject({ supportedCompression: ['gzip-js'], sessionRecording: false });
    }
  });

  it('PostHog: the same as a script, into which no token can put code', () => {
    const token = '"]=0;alert(1)</script>\u2028//';
    const { headers, body } = asked('posthog', 'GET /array/:token/config.js', {
      params: { token },
    });
    expect(headers?.['content-type']).toContain('application/javascript');
    const window: Record<string, Record<string, unknown>> = {};
    const alert = (): void => {
      throw new Error('The token ran.');
    };
    // As a page runs it.
    runInNewContext(body as string, { window, alert });
    expect(Object.keys(window['_POSTHOG_REMOTE_CONFIG'] ?? {})).toEqual([token]);
    expect(body).not.toContain('</script>');
  });
});
