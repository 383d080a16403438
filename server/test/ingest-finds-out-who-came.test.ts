import { languageOf } from '../src/ingest/enrichment/read-locale.js';
import { readAgent, withoutVersions } from '../src/ingest/enrichment/agent.js';
import { Places, plainAddress } from '../src/ingest/enrichment/places.js';
import { network } from '../src/ingest/enrichment/resolve-visitor.js';
import { aProject, CHROME, sending, stored } from './support/arrivals.js';

const home = 'https://shop.example/';
const cameFrom = (request: object, event: object = {}) =>
  stored({ page_url: home, ...event }, request).visitor;

describe('a cookieless visitor', () => {
  it('is 32 hex digits under today’s salt and under yesterday’s', () => {
    const { visitor, previousVisitor } = stored({ page_url: home });
    expect(visitor).toMatch(/^[0-9a-f]{32}$/);
    expect(previousVisitor).toMatch(/^[0-9a-f]{32}$/);
    expect(previousVisitor).not.toBe(visitor);
  });

  it('was nobody yesterday when nobody came yesterday', () => {
    const salts = { today: Buffer.alloc(32, 1), yesterday: null };
    expect(stored({ page_url: home }, { salts }).previousVisitor).toBeNull();
  });

  it('is found under yesterday’s id after the salt has turned', () => {
    const before = { today: Buffer.alloc(32, 1), yesterday: null };
    const after = { today: Buffer.alloc(32, 9), yesterday: Buffer.alloc(32, 1) };
    const evening = stored({ page_url: home }, { salts: before });
    const night = stored({ page_url: home }, { salts: after });
    expect(night.previousVisitor).toBe(evening.visitor);
    expect(night.visitor).not.toBe(evening.visitor);
  });

  it('stays the same over a browser update', () => {
    const updated = CHROME.replace('131.0.0.0', '132.0.6834.57').replace('10_15_7', '15_2');
    expect(cameFrom({ userAgent: updated })).toBe(cameFrom({}));
  });

  it('is another one with another browser, address, site or project', () => {
    const same = cameFrom({});
    expect(cameFrom({ userAgent: CHROME.replace('Chrome/', 'Edg/') })).not.toBe(same);
    expect(cameFrom({ ip: '203.0.113.8' })).not.toBe(same);
    expect(cameFrom({}, { page_url: 'https://other.example/' })).not.toBe(same);
    const project = aProject({ id: '019ab1c2-0000-7000-8000-000000000009' });
    expect(cameFrom({ project })).not.toBe(same);
  });

  it('is one person on all hosts of a site and on events without a page', () => {
    const same = cameFrom({});
    expect(cameFrom({}, { page_url: 'https://blog.shop.example/post' })).toBe(same);
    expect(cameFrom({}, { page_url: null })).toBe(same);
    expect(cameFrom({ originHost: 'www.shop.example' }, { page_url: null })).toBe(same);
  });

  it('is two persons on two sites below a public suffix', () => {
    const alice = cameFrom({}, { page_url: 'https://alice.github.io/' });
    expect(cameFrom({}, { page_url: 'https://bob.github.io/' })).not.toBe(alice);
  });

  it.each([
    ['2001:db8:1:2:aaaa::1', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['192.0.2.1', '192.0.2.1'],
  ])('keeps of the address %s only %s', (address, kept) => {
    expect(network(address)).toBe(kept);
  });

  it('is one person on all addresses of an IPv6 household', () => {
    const a = cameFrom({ ip: '2001:db8:1:2:aaaa::1' });
    expect(cameFrom({ ip: '2001:db8:1:2:bbbb:cccc:dddd:eeee' })).toBe(a);
    expect(cameFrom({ ip: '2001:db8:1:3::1' })).not.toBe(a);
  });
});

describe('a kept anonymous id', () => {
  it('is a person over days and devices, not handed over', () => {
    const today = stored({ page_url: home, anonymous_id: 'a-1' });
    const later = stored(
      { page_url: home, anonymous_id: 'a-1' },
      { ip: '198.51.100.1', salts: { today: Buffer.alloc(32, 7), yesterday: null } },
    );
    expect(later.visitor).toBe(today.visitor);
    expect(today.previousVisitor).toBeNull();
    expect(today.visitor).not.toContain('a-1');
  });
});

describe('a server-side event', () => {
  it.each([
    ['with a secret key', { trusted: true }],
    ['from curl', { userAgent: 'curl/8.5.0' }],
    ['from a server SDK', { userAgent: 'posthog-node/5.70.0' }],
    ['without a user agent', { userAgent: '' }],
  ])('%s belongs to nobody’s visit and is no bot', (_name, request) => {
    const event = stored({ event: 'invoice_paid', user_id: 'u-1' }, request);
    expect(event).toMatchObject({ visitor: null, previousVisitor: null, userId: 'u-1' });
    expect(event.facts).toMatchObject({ browser: null, country: null, device: null });
  });

  it('belongs to its anonymous id or its session when it has one', () => {
    const request = { trusted: true };
    expect(stored({ anonymous_id: 'a-1' }, request).visitor).toBe(
      stored({ anonymous_id: 'a-1' }).visitor,
    );
    const bySession = stored({ session_id: 's-1' }, request);
    expect(bySession.visitor).toMatch(/^[0-9a-f]{32}$/);
    expect(bySession).toMatchObject({ clientSession: 's-1', previousVisitor: null });
  });

  it('is the end user’s when a secret key says who that is', () => {
    const claimed = { page_url: home, ip: '203.0.113.7', user_agent: CHROME };
    const event = stored(claimed, { trusted: true, ip: '10.0.0.1', userAgent: 'node' });
    expect(event.visitor).toBe(cameFrom({}));
    expect(event.facts).toMatchObject({ browser: 'Chrome', os: 'macOS', country: 'DE' });
    const inContext = { page_url: home, context: { ip: '203.0.113.7', userAgent: CHROME } };
    expect(stored(inContext, { trusted: true }).visitor).toBe(event.visitor);
  });
});

describe('a public key', () => {
  it('is not heard about address and browser, and that is noted', () => {
    const forged = { page_url: home, ip: '198.51.100.99', user_agent: 'Mozilla/5.0 Forged' };
    const result = sending(forged);
    expect(result).toMatchObject({ notes: ['override_ignored'] });
    expect(stored(forged).visitor).toBe(cameFrom({}));
  });
});

describe('bots', () => {
  const google = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';

  it('are dropped by name where the project filters them', () => {
    expect(sending({}, { userAgent: google })).toEqual({ dropped: 'bot' });
    expect(sending({}, { userAgent: 'Googlebot/2.1' })).toEqual({ dropped: 'bot' });
  });

  it('are kept, as bots, where it does not', () => {
    const project = aProject({ filterBots: false });
    expect(stored({}, { userAgent: google, project }).facts.device).toBe('bot');
  });

  it('are judged by what a secret key claims', () => {
    expect(sending({ user_agent: google }, { trusted: true })).toEqual({ dropped: 'bot' });
  });
});

describe('who asks not to be counted', () => {
  it('is not, unless a server speaks', () => {
    expect(sending({}, { privacySignal: true })).toEqual({ dropped: 'opted_out' });
    expect(stored({}, { privacySignal: true, trusted: true }).visitor).toBeNull();
  });
});

describe('devices', () => {
  it.each([
    [CHROME, 'Chrome', 'macOS', 'desktop'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
      'Safari',
      'iOS',
      'mobile',
    ],
    [
      'Mozilla/5.0 (Linux; Android 13; SM-X906C) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
      'Chrome',
      'Android',
      'tablet',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0',
      'Firefox',
      'Windows',
      'desktop',
    ],
  ])('%s', (userAgent, browser, os, device) => {
    expect(readAgent(userAgent)).toMatchObject({ browser, os, device, bot: false });
  });

  it('keep their model when versions are taken off', () => {
    const text = withoutVersions('Mozilla/5.0 (Linux; Android 14; SM-G991B) Chrome/131.0 x64');
    expect(text).toBe('Mozilla (Linux; Android ; SM-G991B) Chrome x64');
  });
});

describe('languages and screens', () => {
  it.each([
    ['de-DE,de;q=0.9', 'de-DE'],
    ['pt_br', 'pt-BR'],
    ['zh-Hant-TW', 'zh-TW'],
    ['en', 'en'],
    ['*', null],
    ['', null],
    ['x'.repeat(500), null],
  ])('«%s» is %s', (list, language) => expect(languageOf(list)).toBe(language));

  it('come from the event before the header, and only in a form that can be grouped', () => {
    const facts = stored({ language: 'fr-CA', screen: '1440x900' }).facts;
    expect(facts).toMatchObject({ language: 'fr-CA', screen: '1440x900' });
    expect(stored({ screen: 'huge' }).facts).toMatchObject({ language: 'de-DE', screen: null });
  });
});

describe('places', () => {
  it('are read from the bundled data; private addresses have none', async () => {
    const places = new Places();
    await places.ready('8.8.8.8');
    await places.ready('2a00:1450:4001:81b::200e');
    expect(places.locate('8.8.8.8')).toMatchObject({ country: 'US', region: 'California' });
    expect(places.locate('::ffff:8.8.8.8').country).toBe('US');
    expect(places.locate('2a00:1450:4001:81b::200e').country).toBe('DE');
    for (const address of ['127.0.0.1', '10.1.2.3', '192.168.0.1', '::1', 'nonsense', '']) {
      expect(places.locate(address)).toEqual({ country: null, region: null, city: null });
    }
    expect(plainAddress('fe80::1%eth0')).toBe('fe80::1');
  }, 30_000);
});
