import { randomUUID } from 'node:crypto';
import { getQueueToken } from '@nestjs/bullmq';
import type { ProblemDocument } from '../../src/platform/http/problem.js';
import { Database } from '../../src/platform/database/database.js';
import { INGEST_QUEUE } from '../../src/ingest/ingest.queue.js';
import type { TestApp } from './app.js';
import type { Queue } from 'bullmq';

export const BROWSER =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';

/** A project with keys, and the doors to its API. */
export interface TestProject {
  readonly id: string;
  readonly publicKey: string;
  readonly secretKey: string;
  readonly token: string;
  /** A key of this project for these origins only. */
  keyFor(origins: string[]): Promise<string>;
}

/** A request to the API of a running application; the body is parsed when there is one. */
export async function call<Answer>(
  server: TestApp,
  method: string,
  path: string,
  token?: string,
  body?: object,
): Promise<Answer> {
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: {
      ...(body && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return (text ? JSON.parse(text) : undefined) as Answer;
}

let firstOwner: { server: TestApp; token: string } | undefined;

/** A project of the installation's owner, who is registered first where there is none. */
export async function makeProject(server: TestApp, settings: object = {}): Promise<TestProject> {
  if (firstOwner?.server !== server) {
    const credentials = { email: `${randomUUID()}@example.com`, password: 'correct horse battery' };
    await call(server, 'POST', '/auth/register', undefined, credentials);
    const { access_token: token } = await call<{ access_token: string }>(
      server,
      'POST',
      '/auth/login',
      undefined,
      credentials,
    );
    firstOwner = { server, token };
  }
  const { token } = firstOwner;
  const given = { name: 'Shop', domain: 'shop.example', ...settings };
  const { id, api_key: publicKey } = await call<{ id: string; api_key: string }>(
    server,
    'POST',
    '/projects',
    token,
    given,
  );
  const makeKey = async (key: object): Promise<string> => {
    const made = await call<{ key?: string; api_key?: string }>(
      server,
      'POST',
      `/projects/${id}/keys`,
      token,
      key,
    );
    return made.key ?? made.api_key ?? '';
  };
  return {
    id,
    token,
    publicKey,
    secretKey: await makeKey({ name: 'Server', kind: 'secret' }),
    keyFor: (origins) => makeKey({ name: 'Page', kind: 'public', allowed_origins: origins }),
  };
}

/** What the door answered. */
export interface DoorAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: { accepted: number; rejected: { index: number; code: string }[] } & {
    dropped?: { reason: string; count: number }[];
    rejected_more?: number;
  } & Partial<ProblemDocument>;
}

/** Knocks at the door like a browser; `headers` and `query` say what is different. */
export async function send(
  server: TestApp,
  body: string | object,
  { headers = {}, query = '' }: { headers?: Record<string, string>; query?: string } = {},
): Promise<DoorAnswer> {
  const raw = typeof body === 'string' || body instanceof Uint8Array;
  const answer = await fetch(`${server.url}/api/v1/events/ingest${query}`, {
    method: 'POST',
    headers: { 'user-agent': BROWSER, 'content-type': 'text/plain', ...headers },
    body: raw ? (body as string) : JSON.stringify(body),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    body: (text.startsWith('{') ? JSON.parse(text) : {}) as DoorAnswer['body'],
  };
}

/** Rows of a question to the application's database. */
export function rows<Row>(server: TestApp, sql: string, params: unknown[] = []): Promise<Row[]> {
  return server.app.get(Database).query<Row>(sql, params);
}

export function ingestQueue(server: TestApp): Queue {
  return server.app.get<Queue>(getQueueToken(INGEST_QUEUE), { strict: false });
}

/** Resolves once `question` answers true; fails after ten seconds. */
export async function until(question: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 10_000; Date.now() < end;) {
    if (await question()) return;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  throw new Error('it did not come true within ten seconds');
}

/** Resolves once the queue is empty. */
export async function drained(server: TestApp): Promise<void> {
  await until(async () => {
    const counts = await ingestQueue(server).getJobCounts('waiting', 'active', 'delayed');
    return Object.values(counts).every((count) => count === 0);
  });
}
