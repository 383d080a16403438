import { startApp, type TestApp } from './support/app.js';
import { call, password, register, signIn } from './support/people.js';

describe('the first account owns the installation', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  it('asks for an owner, makes exactly one of two simultaneous first visitors it, then closes', async () => {
    expect((await call(app, 'GET /auth/setup')).body).toEqual({
      needs_owner: true,
      sign_up: false,
    });

    const answers = await Promise.all(
      ['ada@example.com', 'eve@example.com'].map((email) =>
        call(app, 'POST /auth/register', { body: { email, password, full_name: ' Ada ' } }),
      ),
    );

    expect(answers.map(({ status }) => status).sort()).toEqual([201, 403]);
    const made = answers.find(({ status }) => status === 201);
    expect(made?.body).toEqual({
      id: expect.any(String),
      email: expect.stringMatching(/@example\.com$/),
      full_name: 'Ada',
      role: 'owner',
      created_at: expect.stringMatching(/Z$/),
    });
    expect((await call(app, 'GET /auth/setup')).body).toEqual({
      needs_owner: false,
      sign_up: false,
    });
    const late = await call(app, 'POST /auth/register', {
      body: { email: 'late@example.com', password },
    });
    expect(late.status).toBe(403);
    expect(late.body['code']).toBe('sign_up_closed');
  });
});

describe('with sign-up open', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp({ allowSignUp: true });
  });
  afterAll(() => app.close());

  it('makes later accounts members, one for each e-mail however it is written', async () => {
    await register(app, 'ada@example.com');
    const second = await call(app, 'POST /auth/register', {
      body: { email: '  Bob@Example.COM ', password },
    });
    expect(second.body).toMatchObject({ email: 'bob@example.com', role: 'member' });

    const again = await call(app, 'POST /auth/register', {
      body: { email: 'bob@example.com', password },
    });
    expect(again.status).toBe(409);
    expect((await signIn(app, ' BOB@example.com')).status).toBe(200);
  });

  it.each([
    ['no body', undefined],
    ['not JSON', '{"email":'],
    ['a list', []],
    ['no password', { email: 'x@example.com' }],
    ['a short password', { email: 'x@example.com', password: '123456789' }],
    ['a huge password', { email: 'x@example.com', password: 'x'.repeat(257) }],
    ['a number as e-mail', { email: 7, password }],
    ['no e-mail', { email: 'nobody', password }],
    ['NUL in the name', { email: 'x@example.com', password, full_name: 'a\u0000b' }],
    ['an object as name', { email: 'x@example.com', password, full_name: {} }],
  ])('refuses %s with a problem that says where', async (_, body) => {
    const answer = await call(app, 'POST /auth/register', { body });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toMatch('application/problem+json');
  });

  it('answers wrong password and unknown e-mail alike', async () => {
    const wrong = await call(app, 'POST /auth/login', {
      body: { email: 'ada@example.com', password: 'wrong horse battery' },
    });
    const unknown = await call(app, 'POST /auth/login', {
      body: { email: 'unknown@example.com', password },
    });
    expect(wrong.status).toBe(401);
    expect(unknown).toMatchObject({ status: 401, body: wrong.body });
  });

  it('keeps the name a person gives, and takes it away again', async () => {
    const { body } = await signIn(app, 'ada@example.com');
    const token = body.access_token;
    const named = await call(app, 'PATCH /auth/me', { token, body: { full_name: 'Ada' } });
    expect(named.body['full_name']).toBe('Ada');
    expect((await call(app, 'PATCH /auth/me', { token, body: {} })).body['full_name']).toBe('Ada');
    const bare = await call(app, 'PATCH /auth/me', { token, body: { full_name: null } });
    expect(bare.body['full_name']).toBeNull();
    expect((await call(app, 'GET /auth/me', { token })).body).toEqual(bare.body);
  });
});
