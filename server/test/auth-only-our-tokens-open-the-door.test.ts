import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { deriveKey } from '../src/auth/derived-key.js';
import { startApp, type TestApp } from './support/app.js';
import { call, type Person, register } from './support/people.js';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('the door opens', () => {
  let app: TestApp;
  let ada: Person;
  let key: Buffer;
  let header: Record<string, unknown>;
  let claims: Record<string, unknown>;

  beforeAll(async () => {
    app = await startApp();
    ada = await register(app, 'ada@example.com');
    key = deriveKey(app.environment.secretKey, 'access-tokens');
    const [first = '', second = ''] = ada.token.split('.');
    const decode = (part: string) =>
      JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
    header = decode(first);
    claims = decode(second);
  });
  afterAll(() => app.close());

  const write = (head: unknown, body: unknown, secret: string | Buffer, hash = 'sha256') => {
    const text = `${encode(head)}.${encode(body)}`;
    return `${text}.${createHmac(hash, secret).update(text).digest('base64url')}`;
  };
  const status = async (token: string) => (await call(app, 'GET /auth/me', { token })).status;

  it('to a token of ours, which says who, which sign-in and until when', async () => {
    expect(claims).toMatchObject({ sub: ada.id, sid: expect.any(String), exp: expect.any(Number) });
    expect(await status(write(header, claims, key))).toBe(200);
  });

  it('to nothing else', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const rs256 = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}`;
    const past = Math.floor(Date.now() / 1000) - 10;
    const refused = {
      'signed by SECRET_KEY itself': write(header, claims, app.environment.secretKey),
      'signed by the key of refresh tokens': write(
        header,
        claims,
        deriveKey(app.environment.secretKey, 'refresh-tokens'),
      ),
      'not signed': `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims)}.`,
      'signed with another algorithm': write({ ...header, alg: 'HS512' }, claims, key, 'sha512'),
      'signed with RSA': `${rs256}.${sign('sha256', Buffer.from(rs256), privateKey).toString('base64url')}`,
      expired: write(header, { ...claims, exp: past }, key),
      'for somebody else': write(header, { ...claims, aud: 'another' }, key),
      'without a sign-in': write(header, { ...claims, sid: undefined }, key),
      'with a list as subject': write(header, { ...claims, sub: [ada.id] }, key),
      'a changed payload': ada.token.replace(/\.[^.]+\./, `.${encode({ ...claims, sub: 'x' })}.`),
      garbage: 'garbage',
      'a refresh token': ada.refreshToken,
      huge: 'x'.repeat(20_000),
    };
    for (const [name, token] of Object.entries(refused)) {
      expect([name, await status(token)]).toEqual([name, 401]);
    }
  });

  it('to no other way of showing it', async () => {
    for (const authorization of [
      'Bearer',
      'Bearer ',
      ada.token,
      `Basic ${ada.token}`,
      'Bearer a b',
    ]) {
      const answer = await call(app, 'GET /auth/me', { headers: { authorization } });
      expect([authorization, answer.status]).toEqual([authorization, 401]);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
  });
});
