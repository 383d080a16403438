import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { envExample } from '../src/platform/config/env-example.js';
import { EnvironmentError, readEnvironment } from '../src/platform/config/environment.js';
import { variables } from '../src/platform/config/variables.js';
import { spawnServer } from './support/process.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SECRET = 'x'.repeat(32);

describe('settings', () => {
  test('nothing set means embedded, on 8000, in ./data', () => {
    expect(readEnvironment({})).toMatchObject({
      embedded: true,
      port: 8000,
      portChosen: false,
      role: 'all',
      publicUrl: 'http://localhost:8000',
      dataDir: path.resolve('data'),
      accessTokenMinutes: 15,
      refreshTokenDays: 30,
      allowSignUp: false,
    });
  });

  test('every wrong variable is named at once, no value is repeated', () => {
    const wrong = {
      PORT: 'eighty',
      ROLE: 'king',
      DATABASE_URL: 'mysql://root:hunter2@host/db',
      REDIS_URL: 'http://redis',
      SECRET_KEY: 'short',
      CORS_ORIGINS: 'example.com',
      ACCESS_TOKEN_EXPIRE_MINUTES: '0',
      REFRESH_TOKEN_EXPIRE_DAYS: '-1',
      RATE_LIMIT_PER_MINUTE: '1.5',
      PUBLIC_URL: 'ftp://here',
      DEBUG: 'perhaps',
      SIGN_UP: 'maybe',
      METRICS_TOKEN: 'tiny',
      LOG_LEVEL: 'loud',
      DATABASE_POOL_SIZE: '1',
    };
    const error = thrownBy(() => readEnvironment(wrong));
    for (const name of Object.keys(wrong)) expect(error.message).toContain(`- ${name} `);
    expect(error.message).not.toContain('hunter2');
    expect(error.problems).toHaveLength(Object.keys(wrong).length);
  });

  test('a database of one’s own needs a secret of one’s own', () => {
    const url = 'postgresql://localhost/analytics';
    expect(thrownBy(() => readEnvironment({ DATABASE_URL: url })).message).toContain('SECRET_KEY');
    expect(readEnvironment({ DATABASE_URL: url, SECRET_KEY: SECRET }).embedded).toBe(false);
  });

  test('roles may be split on PostgreSQL alone, but not on the embedded database', () => {
    const own = { DATABASE_URL: 'postgresql://localhost/analytics', SECRET_KEY: SECRET };
    expect(readEnvironment({ ...own, ROLE: 'api' })).toMatchObject({
      servesApi: true,
      runsJobs: false,
    });
    expect(readEnvironment({ ...own, ROLE: 'worker' })).toMatchObject({
      servesApi: false,
      runsJobs: true,
    });
    expect(thrownBy(() => readEnvironment({ ROLE: 'worker' })).message).toContain('ROLE');
  });

  test('a start with wrong settings ends with 1 and one message', async () => {
    const server = await spawnServer({ ROLE: 'king', DEBUG: 'perhaps' });
    expect(await server.exited).toBe(1);
    expect(server.output()).toMatch(/^2 settings are wrong:\n {2}- ROLE .*\n {2}- DEBUG .*\n$/);
  });

  test('.env.example is made from the list of variables', async () => {
    expect(await readFile(path.join(ROOT, '.env.example'), 'utf8')).toBe(envExample());
    for (const { name } of variables) expect(envExample()).toMatch(new RegExp(`^# ${name}=`, 'm'));
  });
});

function thrownBy(work: () => unknown): EnvironmentError {
  try {
    work();
  } catch (error) {
    if (error instanceof EnvironmentError) return error;
  }
  throw new Error('Nothing was wrong with it.');
}
