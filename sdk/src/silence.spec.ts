import { jest } from '@jest/globals';
import type { Settings } from './settings.js';

/** The setting that keeps a tracker with these settings silent at this address. */
async function silenceOf(given: Partial<Settings>, address: string): Promise<unknown> {
  jest.resetModules();
  const { settings } = await import('./settings.js');
  const { silence } = await import('./silence.js');
  Object.assign(settings, given);
  return silence(new URL(address)) || null;
}

it.each([
  'http://localhost:3000/',
  'http://shop.localhost/',
  'http://127.0.0.1/',
  'file:///a.html',
])('does not count %s unless data-localhost is set', async (url) => {
  expect(await silenceOf({}, url)).toBe('localhost');
  expect(await silenceOf({ localhost: true }, url)).toBeNull();
});

it.each([
  ['/admin', true],
  ['/admin/users', false],
  ['/private/a/b', true],
  ['/a.b', true],
  ['/axb', false],
  ['/', false],
])('excludes %s: %s', async (path, excluded) => {
  const rules = { exclude: '/admin, /private/*,/a.b' };
  const reason = await silenceOf(rules, `https://shop.example${path}?q=1`);
  expect(reason).toBe(excluded ? 'exclude' : null);
});

it('excludes #routes where they name pages', async () => {
  const rules = { exclude: '/#/admin*' };
  expect(await silenceOf(rules, 'https://shop.example/#/admin/users')).toBe('exclude');
  expect(await silenceOf(rules, 'https://shop.example/#/cart')).toBeNull();
});

it.each([
  ['shop.example', true],
  ['www.shop.example', true],
  ['shop.example.evil.example', false],
  ['localshop.example', false],
])('counts %s when only the hosts of the site are allowed: %s', async (host, counted) => {
  const rules = { hosts: 'shop.example, *.shop.example' };
  expect(await silenceOf(rules, `https://${host}/`)).toBe(counted ? null : 'hosts');
});
