import { spawn } from 'node:child_process';
import path from 'node:path';
import { startApp, type TestApp } from './support/app.js';
import { drained, makeProject, type TestProject } from './support/door.js';
import { ANONYMOUS, TRAITS, USER } from './support/foreign/happenings.mjs';
import {
  type Happening,
  ownerOf,
  type StoredEvent,
  storedEvents,
  traitsOf,
} from './support/foreign/stored.js';
import { startWire, type Wire } from './support/foreign/wire.js';
import { allowing } from './support/patience.js';

// A request that is lost after a 500 is what every network does once in a while.
const faults = ['error', 'lost'] as const;
// Mixpanel's and Umami's clients never send again by themselves: Mixpanel's the app can make, Umami's has no ids.
const sdks = [
  { sdk: '@segment/analytics-node 3', faults },
  { sdk: '@segment/analytics-node 2', faults },
  { sdk: '@segment/analytics-node 1', faults },
  { sdk: 'analytics-node 6', faults },
  { sdk: '@rudderstack/rudder-sdk-node 3', faults },
  { sdk: '@rudderstack/rudder-sdk-node 2', faults },
  { sdk: 'posthog-node 5', faults },
  { sdk: 'posthog-node 4', faults },
  { sdk: '@amplitude/analytics-node 1', faults },
  { sdk: 'mixpanel 0.24', faults },
  { sdk: 'mixpanel 0.18', faults },
  { sdk: '@umami/node 0.4', faults: [] },
];
const names = sdks.map(({ sdk }) => sdk);

interface Told {
  readonly told: readonly Happening[];
  readonly refused: string | null;
}

let server: TestApp;
const projects = new Map<string, TestProject>();
const wires = new Map<string, Wire>();
let good: Customer;
let bad: Customer;

/** What a customer's process said until it ended. */
interface Customer {
  readonly by: Map<string, Told>;
  readonly strangers: readonly string[] | null;
  readonly crashed: readonly string[];
  readonly status: number | null;
}

beforeAll(async () => {
  server = await startApp();
  for (const { sdk, faults } of sdks) {
    projects.set(sdk, await makeProject(server));
    wires.set(
      sdk,
      await startWire(server.url, faults, ({ url = '' }) => !/flags|decide/.test(url)),
    );
  }
  const urlOf = (sdk: string): string => wires.get(sdk)?.url ?? '';
  good = await customer(
    names.map((sdk) => ({ sdk, url: urlOf(sdk), key: projects.get(sdk)?.publicKey, count: 50 })),
  );
  bad = await customer(names.map((sdk) => ({ sdk, url: server.url, key: 'pk_nobodys', count: 1 })));
  await drained(server);
}, allowing(60_000));
afterAll(async () => {
  for (const wire of wires.values()) await wire.stop();
  await server.close();
});

async function customer(orders: object[]): Promise<Customer> {
  const program = path.resolve(import.meta.dirname, 'support/foreign/customer.mjs');
  const child = spawn(process.execPath, [program, JSON.stringify(orders)], {
    env: { PATH: process.env['PATH'] },
    // What SDKs print is theirs; a crash is said on the other stream.
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  const lines = text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map(
      (line) =>
        JSON.parse(line) as Partial<Told & { sdk: string; crashed: string; strangers: string[] }>,
    );
  return {
    by: new Map(lines.flatMap((line) => (line.sdk ? [[line.sdk, line as Told]] : []))),
    strangers: lines.find((line) => line.strangers)?.strangers ?? null,
    crashed: lines.flatMap(({ crashed }) => crashed ?? []),
    status,
  };
}

describe.each(sdks)('$sdk', ({ sdk, faults: met }) => {
  const told = (): readonly Happening[] => good.by.get(sdk)?.told ?? [];
  const project = (): string => projects.get(sdk)?.id ?? '';
  const events = async (): Promise<StoredEvent[]> =>
    (await storedEvents(server, project())).filter(({ kind }) => kind === 1);

  it('is stored exactly once each, as it was told', async () => {
    const stored = await events();
    expect(stored.map(({ properties }) => properties?.['n']).sort()).toEqual(
      told()
        .map(({ n }) => n)
        .sort(),
    );
    for (const { n, name, properties, at, isAnonymous } of told()) {
      const one = stored.find((event) => event.properties?.['n'] === n);
      expect([one?.name, one?.properties]).toEqual([name, properties]);
      expect(Math.abs((one?.at.getTime() ?? 0) - at)).toBeLessThan(1_000);
      const anonymous = sdk.startsWith('@umami') ? null : ANONYMOUS;
      expect([n, one?.person]).toEqual([n, isAnonymous ? anonymous : USER]);
    }
  });

  it('says who the user is', async () => {
    expect(await traitsOf(server, project(), USER)).toMatchObject(TRAITS);
    const before = sdk.startsWith('@umami') ? null : USER;
    expect(await ownerOf(server, project(), ANONYMOUS)).toBe(before);
  });

  it('met every fault, and got over it', () => {
    const log = wires.get(sdk)?.log ?? [];
    expect(log.filter((line) => /500$|lost$/.test(line))).toHaveLength(met.length);
  });

  it('reports a key that is refused', () => {
    expect(bad.by.get(sdk)?.refused).toEqual(expect.stringMatching(/.+/));
  });
});

it('no customer crashed, and no SDK spoke to anybody else', () => {
  for (const { crashed, strangers, status } of [good, bad]) {
    expect([crashed, strangers, status]).toEqual([[], [], 0]);
  }
});
