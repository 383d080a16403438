import { isOriginAllowed, normalOrigin } from '../src/projects/allowed-origins.js';
import { isWellFormedKey, keyLength, mintKey } from '../src/projects/api-key.js';
import { BoundedCache } from '../src/projects/bounded-cache.js';
import { hostOf } from '../src/projects/domain.js';
import { knownTimezone } from '../src/projects/timezone.js';

describe('a domain', () => {
  it.each([
    ['https://WWW.Example.com/path?x#y', 'www.example.com'],
    [' example.com. ', 'example.com'],
    ['bücher.de', 'xn--bcher-kva.de'],
    ['localhost:3000', 'localhost'],
    ['my_shop.example.com', 'my_shop.example.com'],
    ['192.0.2.1', '192.0.2.1'],
  ])('%s is kept as %s', (given, kept) => expect(hostOf(given)).toBe(kept));

  it.each([
    '',
    'exa mple.com',
    'https://',
    'ftp://x',
    'a..b',
    '-x.com',
    'u:p@x.com',
    '*.x.com',
    '[::1]',
  ])('is not «%s»', (given) => expect(hostOf(given)).toBeNull());
});

describe('a time zone', () => {
  it.each([
    ['europe/berlin', 'Europe/Berlin'],
    ['Asia/Kathmandu', 'Asia/Kathmandu'],
    ['Asia/Katmandu', 'Asia/Katmandu'],
    ['utc', 'UTC'],
  ])('%s is kept as %s', (given, kept) => expect(knownTimezone(given)).toBe(kept));

  it.each(['', '+05:30', 'Mars/Olympus', 'GMT+1', "x'; DROP", 'x'.repeat(200)])(
    'is not «%s»',
    (given) => expect(knownTimezone(given)).toBeNull(),
  );
});

describe('an origin', () => {
  it.each([
    ['HTTPS://Example.com/', 'https://example.com'],
    ['example.com', 'https://example.com'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['https://*.Example.com', 'https://*.example.com'],
    ['https://example.com:443', 'https://example.com'],
  ])('%s is kept as %s', (given, kept) => expect(normalOrigin(given)).toBe(kept));

  it.each(['', '*', 'https://*', 'https://example.com/path', 'ftp://example.com', 'data:x'])(
    'is not «%s»',
    (given) => expect(normalOrigin(given)).toBeNull(),
  );

  it('fits itself, its wildcard and nothing that merely looks like it', () => {
    const allowed = ['https://example.com', 'https://*.shop.example'];
    const fits = (origin: string) => isOriginAllowed(allowed, origin);
    expect(
      ['https://example.com', 'https://eu.shop.example', 'https://shop.example'].every(fits),
    ).toBe(true);
    expect(
      [
        'http://example.com',
        'https://evilshop.example',
        'https://example.com.evil',
        'null',
        '',
      ].some(fits),
    ).toBe(false);
    expect(isOriginAllowed([], 'https://anywhere.example')).toBe(true);
  });
});

describe('a key', () => {
  it('is recognised by its check digits, so that a typing error is not looked up', () => {
    for (const kind of ['public', 'secret'] as const) {
      const key = mintKey(kind);
      expect(key).toHaveLength(keyLength);
      expect(isWellFormedKey(key)).toBe(true);
      const wrong = key.slice(0, 20) + (key[20] === 'A' ? 'B' : 'A') + key.slice(21);
      expect(isWellFormedKey(wrong)).toBe(false);
    }
    expect(['', 'pk_', 'x'.repeat(keyLength), 'x'.repeat(1_000_000)].some(isWellFormedKey)).toBe(
      false,
    );
  });
});

describe('a bounded cache', () => {
  it('never holds more than it may, and lets go of what was longest unused', () => {
    const cache = new BoundedCache<number>(2, 1_000);
    cache.set('a', 1, 0);
    cache.set('b', 2, 0);
    expect(cache.get('a', 1)).toBe(1);
    cache.set('c', 3, 1);
    expect(cache.size).toBe(2);
    expect(cache.get('b', 1)).toBeUndefined();
    expect(cache.get('a', 1_000)).toBe(1);
    expect(cache.get('a', 1_001)).toBeUndefined();
    expect(cache.get('c', 900, 500)).toBeUndefined();
  });
});
