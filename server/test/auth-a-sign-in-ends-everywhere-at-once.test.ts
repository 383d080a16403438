import { Database } from '../src/platform/database/database.js';
import { Revocations } from '../src/auth/revocations.js';
import { startApp, type TestApp } from './support/app.js';
import { freshDatabase, type TestDatabase } from './support/database.js';
import { eventually } from './support/patience.js';
import { call, password, type Person, register, signIn } from './support/people.js';

describe('a sign-in', () => {
  let database: TestDatabase;
  let here: TestApp;
  let there: TestApp;
  let ada: Person;

  beforeAll(async () => {
    database = await freshDatabase();
    here = await startApp({ databaseUrl: database.url });
    there = await startApp({ databaseUrl: database.url });
    ada = await register(here, 'ada@example.com');
  });
  afterAll(async () => {
    await here.close();
    await there.close();
    await database.drop();
  });

  const fresh = async () => (await signIn(here, ada.email)).body;
  const me = async (app: TestApp, token: string) =>
    (await call(app, 'GET /auth/me', { token })).status;
  const refresh = (token: string) =>
    call<{ access_token: string; refresh_token: string }>(here, 'POST /auth/refresh', {
      body: { refresh_token: token },
    });
  const refreshBy = (cookie: string, headers: Record<string, string> = {}) =>
    call<{ access_token: string; refresh_token?: string }>(here, 'POST /auth/refresh', {
      headers: { cookie, ...headers },
    });
  const cookieOf = (headers: Headers) => headers.getSetCookie()[0]?.split(';')[0] ?? '';

  it('gives tokens and a cookie that no script and no other site can use', async () => {
    const answer = await signIn(here, ada.email);
    expect(answer.body).toEqual({
      access_token: expect.any(String),
      refresh_token: expect.any(String),
      token_type: 'bearer',
      expires_in: 900,
      user: expect.objectContaining({ email: ada.email }) as object,
    });
    const cookie = answer.headers.getSetCookie()[0];
    expect(cookie).toMatch(/^ad_refresh=/);
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Strict');
    expect(cookie).toContain('Path=/api/v1/auth');
    expect(cookie).not.toContain('Secure');
  });

  it('renews with the latest refresh token; an older one ends it, new tokens included', async () => {
    const first = await fresh();
    const second = (await refresh(first.refresh_token)).body;
    const third = (await refresh(second.refresh_token)).body;
    expect(await me(there, third.access_token)).toBe(200);

    expect((await refresh(first.refresh_token)).status).toBe(401);
    expect((await refresh(third.refresh_token)).status).toBe(401);
    await eventually(async () => (await me(there, third.access_token)) === 401, 1_000);
  });

  it('gives two tabs that renew at once one and the same family', async () => {
    const cookie = cookieOf((await signIn(here, ada.email)).headers);
    const tabs = await Promise.all([refreshBy(cookie), refreshBy(cookie)]);
    expect(tabs.map(({ status }) => status)).toEqual([200, 200]);
    expect(tabs.every(({ body }) => body.refresh_token === undefined)).toBe(true);
    const [one, other] = tabs.map(({ headers }) => cookieOf(headers));
    expect(one).toBe(other);
    expect((await refreshBy(one ?? '')).status).toBe(200);
  });

  it('lets no page of another site use the cookie', async () => {
    const cookie = cookieOf((await signIn(here, ada.email)).headers);
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: 'https://other.localhost' },
    ];
    for (const headers of foreign) expect((await refreshBy(cookie, headers)).status).toBe(403);
    expect((await refreshBy(cookie, { origin: here.url })).status).toBe(200);
  });

  it.each([
    ['nothing', undefined, 401],
    ['an empty object', {}, 401],
    ['a number', { refresh_token: 7 }, 400],
    ['a huge string', { refresh_token: 'x'.repeat(10_000) }, 400],
    ['NUL', { refresh_token: 'a\u0000' }, 400],
    ['a forged token', { refresh_token: `${crypto.randomUUID()}.0.${'A'.repeat(43)}` }, 401],
  ])('is not renewed by %s', async (_, body, status) => {
    const answer = await call(here, 'POST /auth/refresh', { body });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toMatch('application/problem+json');
  });

  it('ends everywhere within a second of the logout, and listeners hear it once', async () => {
    const { access_token: token, refresh_token } = await fresh();
    const heard: string[] = [];
    const stop = there.app.get(Revocations).onRevoked((id) => heard.push(id));
    expect(await me(there, token)).toBe(200);

    expect((await call(here, 'POST /auth/logout', { token })).status).toBe(204);

    expect(await me(here, token)).toBe(401);
    await eventually(async () => (await me(there, token)) === 401, 1_000);
    expect((await refresh(refresh_token)).status).toBe(401);
    expect(heard).toHaveLength(1);
    stop();
  });

  it('ends by its refresh token too, and a logout of nobody is refused', async () => {
    const { access_token: token, refresh_token } = await fresh();
    expect((await call(here, 'POST /auth/logout', { body: { refresh_token } })).status).toBe(204);
    expect(await me(here, token)).toBe(401);
    expect((await call(here, 'POST /auth/logout')).status).toBe(401);
  });

  it('is listed with its device and can be ended from another one', async () => {
    const { access_token: token } = await fresh();
    const other = await fresh();
    const list = await call<{ data: { id: string; current: boolean }[] }>(
      here,
      'GET /auth/sessions',
      { token: other.access_token },
    );
    const current = list.body.data.filter((session) => session.current);
    expect(current).toHaveLength(1);
    expect(list.body).toMatchObject({ next_cursor: null });

    const gone = await call(here, `DELETE /auth/sessions/${current[0]?.id}`, { token });
    expect(gone.status).toBe(204);
    expect(await me(here, other.access_token)).toBe(401);
    for (const id of [current[0]?.id, crypto.randomUUID(), 'x', '%00', '..%2f']) {
      const again = await call(here, `DELETE /auth/sessions/${id}`, { token });
      expect(again.status).toBe(id === '%00' ? 400 : 404);
    }

    const third = await fresh();
    expect((await call(here, 'DELETE /auth/sessions', { token })).status).toBe(204);
    expect(await me(here, token)).toBe(200);
    expect(await me(here, third.access_token)).toBe(401);
  });

  it('ends elsewhere when the password changes, and stays where it was changed', async () => {
    const { access_token: token } = await fresh();
    const other = await fresh();
    const wrong = await call(here, 'POST /auth/password', {
      token,
      body: { current_password: 'wrong horse battery', new_password: 'staple of seven horses' },
    });
    expect(wrong).toMatchObject({ status: 400, body: { code: 'wrong_password' } });

    const change = (current_password: string, new_password: string) =>
      call(here, 'POST /auth/password', { token, body: { current_password, new_password } });
    expect((await change(password, 'staple of seven horses')).status).toBe(204);
    expect(await me(here, token)).toBe(200);
    expect(await me(here, other.access_token)).toBe(401);
    expect((await signIn(here, ada.email)).status).toBe(401);
    expect((await change('staple of seven horses', password)).status).toBe(204);
  });

  it('is refused even by a process whose connection for news was cut', async () => {
    const { access_token: token } = await fresh();
    await here.app.get(Database).query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name LIKE '%notices'`,
    );
    expect((await call(here, 'POST /auth/logout', { token })).status).toBe(204);
    await eventually(async () => (await me(there, token)) === 401, 1_000);
  });
});
