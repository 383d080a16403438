import { silence } from './silence.js';

const settings = { project: 'pk_1', apiUrl: 'https://stats.example' };

it.each([
  'http://localhost:3000/',
  'http://shop.localhost/',
  'http://127.0.0.1/',
  'http://[::1]:80/',
  'file:///a.html',
])('does not count %s unless data-localhost is set', (url) => {
  expect(silence(settings, null, url)).toBe('localhost');
  expect(silence({ ...settings, localhost: true }, null, url)).toBeUndefined();
});

it.each([
  ['/admin', true],
  ['/admin/users', false],
  ['/private/a/b', true],
  ['/a.b', true],
  ['/axb', false],
  ['/', false],
])('excludes %s: %s', (path, excluded) => {
  const rules = { ...settings, exclude: '/admin, /private/*,/a.b' };
  expect(silence(rules, null, `https://shop.example${path}?q=1`)).toBe(
    excluded ? 'excluded' : undefined,
  );
});

it.each([
  [null, undefined, undefined],
  ['out', undefined, 'no_consent'],
  [null, 'required', 'no_consent'],
  ['in', 'required', undefined],
] as const)('with the choice %s and consent %s says %s', (choice, consent, reason) => {
  expect(silence({ ...settings, consent }, choice, 'https://shop.example/')).toBe(reason);
});
