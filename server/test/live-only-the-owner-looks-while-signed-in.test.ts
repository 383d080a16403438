import { JwtService } from '@nestjs/jwt';
import { SUBSCRIPTIONS_PER_SOCKET } from '../src/realtime/live.gateway.js';
import { MESSAGES_A_WINDOW } from '../src/realtime/message-budget.js';
import { startApp, type TestApp } from './support/app.js';
import { eventually } from './support/patience.js';
import { aProject, call, type Person, register, signIn } from './support/people.js';
import { aViewer, closeViewers, type Viewer } from './support/viewers.js';

describe('the live window', () => {
  let app: TestApp;
  let ada: Person;
  let ben: Person;
  let project: { id: string };

  beforeAll(async () => {
    app = await startApp({ allowSignUp: true });
    ada = await register(app, 'ada@example.com');
    ben = await register(app, 'ben@example.com');
    project = await aProject(app, ada);
  });

  afterEach(closeViewers);
  afterAll(() => app.close());

  async function refusalOf(token: unknown): Promise<string | undefined> {
    const viewer = aViewer(app.url, token);
    await eventually(() => Promise.resolve(viewer.refusals.length > 0), 2_000);
    return viewer.refusals[0];
  }

  async function connected(person: Pick<Person, 'token'>): Promise<Viewer> {
    const viewer = aViewer(app.url, person.token);
    await viewer.connected();
    return viewer;
  }

  it.each([
    ['no token', undefined],
    ['a number', 7],
    ['an object', { token: 'x' }],
    ['nonsense', 'nonsense'],
    ['a zero byte', '\u0000'],
    ['a token of somebody else’s making', `${'x'.repeat(36)}.e30.${'y'.repeat(43)}`],
  ])('refuses %s', async (_, token) => {
    expect(await refusalOf(token)).toBe('unauthorized');
  });

  it('refuses a token that has expired, and ends with one that expires', async () => {
    const jwt = app.app.get(JwtService, { strict: false });
    const { sub, sid, email } = jwt.decode<Record<'sub' | 'sid' | 'email', string>>(ada.token);
    const living = (seconds: number): Promise<string> =>
      jwt.signAsync({ sid, email }, { subject: sub, expiresIn: seconds });
    expect(await refusalOf(await living(-1))).toBe('unauthorized');
    // Tokens count in whole seconds, so this one lives for two to three.
    const viewer = await connected({ token: await living(3) });
    await eventually(() => Promise.resolve(viewer.heard.goodbye.length > 0), 4_000);
    expect(viewer.heard.goodbye).toEqual([{ reason: 'token_expired' }]);
    await eventually(() => Promise.resolve(viewer.socket.disconnected), 1_000);
  });

  it('shows nobody the project of another', async () => {
    const viewer = await connected(ben);
    expect(await viewer.watch(project.id)).toEqual({ ok: false, reason: 'not_found' });
    expect(viewer.heard.hello).toEqual([]);
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'project'],
    ['a list', []],
    ['no project', {}],
    ['a number for a project', { project_id: 7 }],
    ['an endless project', { project_id: 'x'.repeat(10_000) }],
    ['a zero byte', { project_id: 'a\u0000b' }],
    ['a filter that is a list', { project_id: 'p', filter: [] }],
    ['a filter of numbers', { project_id: 'p', filter: { event: 7 } }],
    ['an endless filter', { project_id: 'p', filter: { text: 'x'.repeat(10_000) } }],
    ['a zero byte in a filter', { project_id: 'p', filter: { text: '\u0000' } }],
    ['bytes', Buffer.from('bytes')],
  ])('answers %s with a reason', async (_, message) => {
    const viewer = await connected(ada);
    expect(await viewer.subscribe(message)).toEqual({ ok: false, reason: 'invalid_message' });
    expect(viewer.socket.connected).toBe(true);
  });

  it.each(['not-a-uuid', '../..', '00000000-0000-7000-8000-000000000000'])(
    'knows no project %s',
    async (id) => {
      const viewer = await connected(ada);
      expect(await viewer.watch(id)).toEqual({ ok: false, reason: 'not_found' });
    },
  );

  it('cuts off a client that sends a message no client sends, and nobody else', async () => {
    const [rude, polite] = [await connected(ada), await connected(ada)];
    rude.socket.emit('subscribe', { project_id: 'x'.repeat(200_000) }, () => undefined);
    await eventually(() => Promise.resolve(rude.socket.disconnected), 2_000);
    expect(await polite.watch(project.id)).toEqual({ ok: true });
  });

  it('does not let one connection ask without end', async () => {
    const viewer = await connected(ada);
    const asked = Array.from({ length: MESSAGES_A_WINDOW + 1 }, () => viewer.subscribe({}));
    expect((await Promise.all(asked)).at(-1)).toEqual({ ok: false, reason: 'too_many_messages' });
  });

  it('shows one connection so many projects and no more', async () => {
    const viewer = await connected(ada);
    for (let made = 1; made <= SUBSCRIPTIONS_PER_SOCKET; made += 1) {
      const { id } = await aProject(app, ada, { name: `Site ${made}` });
      expect(await viewer.watch(id)).toEqual({ ok: true });
    }
    const reason = 'too_many_subscriptions';
    expect(await viewer.watch(project.id)).toEqual({ ok: false, reason });
  });

  it('closes within a second of the logout, in every process', async () => {
    const { databaseUrl } = app.environment;
    const other = await startApp({ databaseUrl, role: 'api' });
    const { body } = await signIn(app, ada.email);
    const leaving = { token: body.access_token };
    const viewers = [await connected(leaving), aViewer(other.url, leaving.token)];
    const staying = await connected(ada);
    for (const viewer of viewers) {
      await viewer.connected();
      await viewer.watch(project.id);
    }
    await call(app, 'POST /auth/logout', { body: { refresh_token: body.refresh_token } });
    const gone = (): boolean => viewers.every(({ socket }) => socket.disconnected);
    await eventually(() => Promise.resolve(gone()), 1_000);
    for (const { heard } of viewers) expect(heard.goodbye).toEqual([{ reason: 'signed_out' }]);
    expect(staying.socket.connected).toBe(true);
    expect(await refusalOf(leaving.token)).toBe('unauthorized');
    closeViewers();
    await other.close();
  });

  it('ends the view of a project that is deleted, and keeps the others', async () => {
    const doomed = await aProject(app, ada, { name: 'Doomed' });
    const viewer = await connected(ada);
    await viewer.watch(doomed.id);
    await viewer.watch(project.id);
    await call(app, `DELETE /projects/${doomed.id}`, { token: ada.token });
    await eventually(() => Promise.resolve(viewer.heard.goodbye.length > 0), 1_000);
    expect(viewer.heard.goodbye).toEqual([{ reason: 'project_gone', project_id: doomed.id }]);
    expect(viewer.socket.connected).toBe(true);
    expect(await viewer.watch(doomed.id)).toEqual({ ok: false, reason: 'not_found' });
  });

  it('lets pages of the allowed origins poll, and no others', async () => {
    const allowed = 'https://app.example';
    const strict = await startApp({
      databaseUrl: app.environment.databaseUrl,
      role: 'api',
      corsOrigins: [allowed],
    });
    const from = async (origin: string): Promise<string | null> => {
      const address = `${strict.url}/api/v1/ws/?EIO=4&transport=polling`;
      const answer = await fetch(address, { headers: { origin } });
      await answer.text();
      return answer.headers.get('access-control-allow-origin');
    };
    expect(await from(allowed)).toBe(allowed);
    expect(await from('https://elsewhere.example')).toBeNull();
    await strict.close();
  });

  it('says goodbye when the server closes', async () => {
    const closing = await startApp({ databaseUrl: app.environment.databaseUrl, role: 'api' });
    const viewer = aViewer(closing.url, ada.token);
    await viewer.connected();
    await viewer.watch(project.id);
    await closing.close();
    await eventually(() => Promise.resolve(viewer.socket.disconnected), 1_000);
    expect(viewer.heard.goodbye).toEqual([{ reason: 'server_closing' }]);
  });
});
