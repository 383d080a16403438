import type { Browser, Page } from 'playwright-core';
import { startApp, type TestApp } from './support/app.js';
import { drained, makeProject, send, type TestProject } from './support/door.js';
import { type BrowserSdk, type SdkSite, serveSdks } from './support/foreign/browser-sdks.js';
import { TRAITS, USER } from './support/foreign/happenings.mjs';
import {
  type Happening,
  ownerOf,
  type StoredEvent,
  storedEvents,
  traitsOf,
} from './support/foreign/stored.js';
import { type Fault, startWire, type Wire } from './support/foreign/wire.js';
import { agents, openBrowser } from './support/journey-browser.js';
import { allowing, eventually } from './support/patience.js';

interface Case extends BrowserSdk {
  readonly faults: readonly Fault[];
  /** The SDK calls somebody back when it is refused. */
  readonly tells: boolean;
  /** What it sends again is late by so many ms: it keeps saying how long before its first sending things happened. */
  readonly againMs?: number;
  /** What it sends again it sends as whoever has signed in meanwhile. */
  readonly againAsUser?: true;
}

// Pages that are open at the same time.
const LANES = 4;
const both = ['error', 'lost'] as const;
const cases: readonly Case[] = [
  { sdk: 'posthog-js 1.449', package: 'posthog-js', visit: 'posthog', faults: both, tells: true },
  {
    sdk: 'posthog-js 1.257',
    package: 'posthog-js-2025',
    visit: 'posthog',
    faults: both,
    tells: true,
    againMs: 6_000,
  },
  // Batches of this version are never sent again after a 500.
  {
    sdk: 'posthog-js 1.130',
    package: 'posthog-js-2024',
    visit: 'posthog',
    faults: [],
    tells: false,
  },
  {
    sdk: '@segment/analytics-next',
    package: '@segment/analytics-next',
    visit: 'segment',
    faults: both,
    tells: true,
    againAsUser: true,
  },
  {
    sdk: '@rudderstack/analytics-js',
    package: '@rudderstack/analytics-js/bundled',
    visit: 'rudder',
    faults: both,
    tells: true,
  },
  {
    sdk: 'mixpanel-browser 2.83',
    package: 'mixpanel-browser',
    visit: 'mixpanel',
    faults: both,
    tells: true,
  },
  {
    sdk: 'mixpanel-browser 2.47',
    package: 'mixpanel-browser-2023',
    visit: 'mixpanel',
    faults: both,
    tells: true,
  },
  {
    sdk: '@amplitude/analytics-browser',
    package: '@amplitude/analytics-browser',
    visit: 'amplitude',
    faults: both,
    tells: true,
  },
  {
    sdk: '@plausible-analytics/tracker',
    package: '@plausible-analytics/tracker',
    visit: 'plausible',
    faults: [],
    tells: true,
  },
  {
    sdk: 'plausible-tracker',
    package: 'plausible-tracker',
    visit: 'plausible2021',
    faults: [],
    tells: false,
  },
];

interface Visit {
  readonly page: Page;
  readonly told: readonly Happening[];
  readonly anonymous: string | null;
  /** The longest time for which the page did nothing, in ms. */
  readonly stood: number;
}

let server: TestApp;
let site: SdkSite;
let browser: Browser;
const strangers: string[] = [];
const projects = new Map<string, TestProject>();
const wires = new Map<string, Wire>();
const visits = new Map<string, Visit>();
const refusals = new Map<string, Visit>();

beforeAll(async () => {
  [site, browser] = await Promise.all([serveSdks(cases), openBrowser()]);
  server = await startApp();
  for (const { sdk, faults } of cases) {
    projects.set(sdk, await makeProject(server));
    wires.set(sdk, await startWire(server.url, faults, isEvents));
  }
  // The queue is there, too: not every SDK sends again what comes before.
  const warm = await makeProject(server);
  await eventually(
    async () => (await send(server, { event: 'warm', key: warm.publicKey })).status === 202,
    10_000,
  );
  const left = cases.filter(({ faults }) => faults.length > 0);
  const lane = async (): Promise<void> => {
    for (let next = left.shift(); next; next = left.shift()) await visitAll(next.sdk);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  // Those that send nothing again come when the door is open for sure.
  await drained(server);
  for (const { sdk, faults } of cases) if (faults.length === 0) await visitAll(sdk);
}, allowing(60_000));

afterAll(async () => {
  await browser.close();
  await site.stop();
  for (const wire of wires.values()) await wire.stop();
  await server.close();
});

async function visitAll(sdk: string): Promise<void> {
  const key = projects.get(sdk)?.publicKey ?? '';
  visits.set(sdk, await visit(sdk, wires.get(sdk)?.url ?? '', key, 50));
  refusals.set(sdk, await visit(sdk, server.url, 'pk_nobodys', 1));
}

function isEvents({ method, url = '' }: { method?: string; url?: string }): boolean {
  return method === 'POST' && !/flags|decide/.test(url);
}

async function visit(sdk: string, url: string, key: string, count: number): Promise<Visit> {
  const context = await browser.newContext({ userAgent: agents.desktop });
  context.setDefaultTimeout(allowing(30_000));
  const known = [new URL(site.url).host, new URL(url).host];
  await context.route(
    ({ protocol, host }) => /^http/.test(protocol) && !known.includes(host),
    (route, request) => {
      strangers.push(`${sdk}: ${request.url()}`);
      return route.abort();
    },
  );
  const page = await context.newPage();
  await page.goto(`${site.url}/${cases.findIndex((one) => one.sdk === sdk)}`);
  const orders = JSON.stringify({ url, key, count });
  const done = await page.evaluate<Omit<Visit, 'page'>>(
    `window.visit(${orders}).then((it) => {
      window.done = it;
      return { told: it.told, anonymous: it.anonymous ?? null, stood: it.stood };
    })`,
  );
  return { page, ...done };
}

describe.each(cases)('$sdk', ({ sdk, faults, visit: kind, tells, againMs = 0, againAsUser }) => {
  const project = (): string => projects.get(sdk)?.id ?? '';
  const all = (): Promise<StoredEvent[]> => storedEvents(server, project());
  const numbered = async (): Promise<StoredEvent[]> =>
    (await all()).filter(({ kind: of, properties }) => of === 1 && properties?.['n'] !== undefined);
  const isCookieless = kind.startsWith('plausible');

  it('is stored exactly once each, as it was told', async () => {
    const { told = [], stood = 0 } = visits.get(sdk) ?? {};
    expect(told).toHaveLength(50);
    await eventually(async () => (await numbered()).length >= told.length, 15_000).catch(() => 0);
    await drained(server);
    const stored = await numbered();
    const order = (values: unknown[]): unknown[] => values.map(Number).sort((a, b) => a - b);
    expect(order(stored.map(({ properties }) => properties?.['n']))).toEqual(
      order(told.map(({ n }) => n)),
    );
    for (const { n, name, properties, at } of told) {
      const one = stored.find((event) => Number(event.properties?.['n']) === n);
      const expected = isCookieless ? { n: String(n) } : properties;
      expect([one?.name, one?.properties]).toEqual([name, expected]);
      // Plausible's say no time at all: it is when they arrive.
      const late = (one?.at.getTime() ?? 0) - at;
      expect(late).toBeGreaterThan(-1_000);
      expect(late).toBeLessThan(isCookieless ? allowing(5_000) : 1_000 + stood + againMs);
    }
  });

  it('says who came', async () => {
    if (isCookieless) return;
    const { told = [], anonymous = null } = visits.get(sdk) ?? {};
    const stored = await numbered();
    const persons = new Map(stored.map(({ properties, person }) => [properties?.['n'], person]));
    const sentAgain = told.filter(
      ({ n, isAnonymous }) => isAnonymous && againAsUser && persons.get(n) === USER,
    );
    expect(sentAgain.length).toBeLessThanOrEqual(faults.length);
    for (const one of told) {
      const isNobody = one.isAnonymous && !sentAgain.includes(one);
      expect([one.n, persons.get(one.n)]).toEqual([one.n, isNobody ? anonymous : USER]);
    }
    expect(await traitsOf(server, project(), USER)).toMatchObject(TRAITS);
    expect(await ownerOf(server, project(), anonymous ?? '')).toBe(USER);
  });

  it('met every fault, and got over it', () => {
    const log = wires.get(sdk)?.log ?? [];
    const broken = log.filter((line) => /500$|lost$/.test(line)).map((line) => line.split(' ')[2]);
    expect(broken).toEqual(faults.map((fault) => (fault === 'lost' ? 'lost' : '500')));
  });

  it('says so when its key is refused', async () => {
    const page = refusals.get(sdk)?.page;
    if (page === undefined) throw new Error('The page was not visited.');
    const said = (): Promise<unknown> => page.evaluate('window.done.refused()');
    if (tells) await eventually(async () => Boolean(await said()), 10_000);
  });
});

it('no SDK spoke to anybody else', () => expect(strangers).toEqual([]));
