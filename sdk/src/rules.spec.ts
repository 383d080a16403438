import { jest } from '@jest/globals';

async function masked(mask: string | undefined, text: string): Promise<string> {
  jest.resetModules();
  const { settings } = await import('./settings.js');
  const rules = await import('./rules.js');
  settings.mask = mask;
  return rules.masked(text);
}

it.each([
  ['/users/*', 'https://a.example/users/42', 'https://a.example/users/*'],
  ['/users/*', 'https://a.example/users/42/orders?x=1', 'https://a.example/users/*/orders?x=1'],
  [
    '/users/*/orders/*',
    'https://a.example/users/4-2/orders/7.x',
    'https://a.example/users/*/orders/*',
  ],
  ['email=*', 'https://a.example/?email=a%40b.example&x=1', 'https://a.example/?email=*&x=1'],
  [
    '/users/*, token=*',
    'https://a.example/users/1?token=2#top',
    'https://a.example/users/*?token=*#top',
  ],
  ['/users/*', 'https://a.example/users', 'https://a.example/users'],
  ['/a.b/*', 'https://a.example/axb/1', 'https://a.example/axb/1'],
  [undefined, 'https://a.example/users/42', 'https://a.example/users/42'],
])('%s makes %s read %s', async (mask, address, told) => {
  expect(await masked(mask, address)).toBe(told);
});

it('leaves JSON whole, in whatever field an address stands', async () => {
  const event = {
    page_url: 'https://a.example/users/1',
    properties: { text: 'see "/users/2" \\ /users/3\n' },
  };
  const told = JSON.parse(await masked('/users/*', JSON.stringify(event))) as unknown;
  expect(told).toEqual({
    page_url: 'https://a.example/users/*',
    properties: { text: 'see "/users/*" \\ /users/*\n' },
  });
});
