import { noFacts, type IncomingEvent } from '../../src/events/event.js';
import { Database } from '../../src/platform/database/database.js';
import { RollupCheck } from '../../src/events/postgres/rollup.check.js';
import { RollupRepository } from '../../src/events/postgres/rollup.repository.js';
import type { TestApp } from './app.js';
import { randomUUID } from 'node:crypto';

/** A project without owner's ceremony; gives its number in the store. */
export async function aProjectRow(
  app: TestApp,
  { timezone = 'UTC' }: { timezone?: string } = {},
): Promise<number> {
  const database = app.app.get(Database, { strict: false });
  await database.query(
    `INSERT INTO users (id, email, password_hash, role, created_at)
     SELECT $1, 'store@example.com', 'none', 'member', now()
     WHERE NOT EXISTS (SELECT 1 FROM users WHERE email = 'store@example.com')`,
    [randomUUID()],
  );
  const [row] = await database.query<{ no: number }>(
    `INSERT INTO projects (id, owner_id, name, timezone, created_at)
     SELECT $1, id, 'Generated', $2, now() FROM users WHERE email = 'store@example.com'
     RETURNING no`,
    [randomUUID(), timezone],
  );
  if (!row) throw new Error('no project was made');
  return row.no;
}

/** Rolls up every dirty day of a project. */
export async function recountAll(app: TestApp, projectNo: number): Promise<void> {
  const database = app.app.get(Database, { strict: false });
  const rollups = app.app.get(RollupRepository, { strict: false });
  const days = await database.query<{ day: string }>(
    'SELECT day::text FROM dirty_days WHERE project_no = $1',
    [projectNo],
  );
  for (const { day } of days) await rollups.recount({ projectNo, day });
}

/** What of the rollups of a project is not what its events say. */
export async function wrongRollups(app: TestApp, projectNo: number): Promise<unknown[]> {
  const found: unknown[] = [];
  const check = app.app.get(RollupCheck, { strict: false });
  for await (const difference of check.verify(projectNo, false)) found.push(difference);
  return found;
}

/** A page view of a visitor of its own, as the door hands it on. */
export function aStoredView(projectNo: number, at: number): IncomingEvent {
  return {
    id: randomUUID(),
    projectNo,
    kind: 'page_view',
    name: 'page_view',
    at,
    receivedAt: at,
    visitor: randomUUID().replaceAll('-', ''),
    previousVisitor: null,
    clientSession: null,
    userId: null,
    anonymousId: null,
    previousId: null,
    groupId: null,
    signedOut: false,
    traits: null,
    interactive: true,
    engagedMs: 0,
    hostname: 'shop.example',
    path: '/',
    insecure: false,
    properties: null,
    facts: noFacts,
  };
}
