import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../src/app.js';
import { Environment, readEnvironment } from '../../src/platform/config/environment.js';
import { preparedDatabase } from './database.js';

/** The whole application in this process, on a database of its own, listening on a free port. */
export interface TestApp {
  readonly app: NestFastifyApplication;
  readonly url: string;
  readonly environment: Environment;
  /** Closes the application, and drops the database unless it was given. */
  close(): Promise<void>;
}

/**
 * Starts the application with `overrides` over quiet settings. Give `databaseUrl` to share a database between
 * several applications; otherwise each gets an empty one, migrated.
 */
export async function startApp(overrides: Partial<Environment.Settings> = {}): Promise<TestApp> {
  const database = overrides.databaseUrl ? undefined : await preparedDatabase(migrated);
  const environment = testEnvironment({
    ...overrides,
    ...(database && { databaseUrl: database.url }),
  });
  try {
    const app = await createApp(environment);
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    const close = async (): Promise<void> => {
      await app.close();
      await database?.drop();
    };
    return { app, url: `http://127.0.0.1:${port}`, environment, close };
  } catch (error) {
    await database?.drop();
    throw error;
  }
}

/** Has an application make everything it needs in an empty database. */
async function migrated(databaseUrl: string): Promise<void> {
  await (await startApp({ databaseUrl })).close();
}

/** Settings of a test: everything the defaults say, silent, with `overrides` on top. */
export function testEnvironment(overrides: Partial<Environment.Settings>): Environment {
  const defaults = readEnvironment({
    DATABASE_URL: 'postgresql://127.0.0.1/overridden',
    SECRET_KEY: 'a secret that only tests know, and nobody else',
    LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
    RATE_LIMIT_PER_MINUTE: '0',
    DATABASE_POOL_SIZE: '8',
  });
  return new Environment({ ...defaults, ...overrides });
}
