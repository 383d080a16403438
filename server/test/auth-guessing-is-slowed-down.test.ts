import { DoorLimits } from '../src/auth/door-limits.js';
import { startApp, type TestApp } from './support/app.js';
import { call, password, type Person, register } from './support/people.js';

describe('guessing', () => {
  let app: TestApp;
  let ada: Person;

  beforeAll(async () => {
    app = await startApp({ trustProxy: true, rateLimitPerMinute: 30 });
    ada = await register(app, 'ada@example.com');
  });
  afterAll(() => app.close());

  const login = (address: string, word: string, email = ada.email) =>
    call(app, 'POST /auth/login', {
      body: { email, password: word },
      headers: { 'x-forwarded-for': address },
    });

  it('ends after twenty tries of a stranger, and never locks the owner out', async () => {
    const tries = await Promise.all(
      Array.from({ length: 25 }, () => login('203.0.113.9', 'wrong horse battery')),
    );
    const refused = tries.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(5);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused[0]?.headers.get('ratelimit-remaining')).toBe('0');
    expect((await login('198.51.100.7', password)).status).toBe(200);
  });

  it('is not what somebody does who knows the password', async () => {
    for (let time = 0; time < 22; time += 1) {
      expect((await login('198.51.100.9', password)).status).toBe(200);
    }
  });

  it('of many accounts from one address ends too, and hurts nobody elsewhere', async () => {
    const limits = app.app.get(DoorLimits);
    const passed = async (work: () => Promise<void>, times: number) => {
      const tries = await Promise.allSettled(Array.from({ length: times }, work));
      return tries.filter(({ status }) => status === 'fulfilled').length;
    };
    let person = 0;
    const somebody = () => `user${(person += 1)}@example.com`;
    expect(await passed(() => limits.login('203.0.113.77', somebody()), 240)).toBe(200);
    expect(await passed(() => limits.register('203.0.113.77', somebody()), 240)).toBe(60);
    expect(await passed(() => limits.refresh('203.0.113.77'), 700)).toBe(600);
    await expect(limits.login('198.51.100.8', ada.email)).resolves.toBeUndefined();
  });

  it('a signed-in user is told how often it may ask, and refused above that', async () => {
    const first = await call(app, 'GET /auth/me', { token: ada.token });
    expect(first.headers.get('ratelimit-limit')).toBe('30');
    expect(first.headers.get('ratelimit-remaining')).toBe('29');
    const rest = await Promise.all(
      Array.from({ length: 30 }, () => call(app, 'GET /projects', { token: ada.token })),
    );
    const [refused, ...others] = rest.filter(({ status }) => status === 429);
    expect(others).toHaveLength(0);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused?.body['code']).toBe('too_many_requests');
  });
});
