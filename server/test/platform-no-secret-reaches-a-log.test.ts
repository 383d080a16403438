import { Log } from '../src/platform/logging/log.js';
import { freshDatabase } from './support/database.js';
import { startProcess } from './support/process.js';

const SECRETS = {
  password: 'hunter2-the-password',
  token: 'eyJhbGciOi.secret-token',
  key: 'wk_live_secret-key',
  cookie: 'ad_refresh=secret-cookie',
};

describe('logs', () => {
  test('a line hides secrets by name, in URLs and in bearer tokens, at any depth', () => {
    const lines: string[] = [];
    const log = new Log('trace', false, { write: (line) => lines.push(line) });
    log.log(
      {
        authorization: `Bearer ${SECRETS.token}`,
        headers: { 'x-api-key': SECRETS.key, Cookie: SECRETS.cookie },
        list: [{ password: SECRETS.password }],
      },
      'Test',
    );
    log.warn(`GET /x?key=${SECRETS.key}&a=1 Bearer ${SECRETS.token}`, 'Test');
    log.error(new Error(`cannot reach postgresql://me:${SECRETS.password}@host/db`));
    expect(lines).toHaveLength(3);
    for (const secret of Object.values(SECRETS)) expect(lines.join()).not.toContain(secret);
    expect(lines.join()).toContain('[hidden]');
  });

  test('people read plain lines with the same care', () => {
    const lines: string[] = [];
    const log = new Log('info', true, { write: (line) => lines.push(line) });
    log.warn({ msg: 'no luck', api_key: SECRETS.key }, 'Door');
    expect(lines.join()).toMatch(
      /^\d\d:\d\d:\d\d {2}Door {2}warning {2}no luck {2}api_key=\[hidden\]\n$/,
    );
  });

  test('a whole server logs no secret, no body, no address and no query string', async () => {
    const database = await freshDatabase();
    const secretKey = 'a-secret-key-of-at-least-32-characters';
    const server = await startProcess({
      DATABASE_URL: database.url,
      SECRET_KEY: secretKey,
      LOG_LEVEL: 'trace',
      TRUST_PROXY: 'true',
    });
    try {
      for (const path of ['/api/v1/auth/login', '/api/v1/events/ingest', '/api/v1/auth/refresh']) {
        await fetch(`${server.url}${path}?key=${SECRETS.key}&who=somebody`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            authorization: `Bearer ${SECRETS.token}`,
            'x-api-key': SECRETS.key,
            'x-forwarded-for': '203.0.113.77',
            cookie: SECRETS.cookie,
          },
          body: JSON.stringify({ email: 'who@example.com', password: SECRETS.password }),
        });
      }
    } finally {
      await server.stop();
      await database.drop();
    }
    const output = server.output();
    expect(output).toContain('POST /api/v1/auth/login');
    const hidden = [
      ...Object.values(SECRETS),
      secretKey,
      '203.0.113.77',
      'who@example.com',
      'somebody',
    ];
    for (const text of [...hidden, new URL(database.url).password])
      expect(output).not.toContain(text);
  });
});
