import { hash } from 'node:crypto';
import type pg from 'pg';
import type { Database } from '../../platform/database/database.js';
import type { IncomingEvent } from '../event.js';
import { timestamp } from './bulk.js';
import type { ProjectRules } from './project-lock.js';

/** So long, what an erased person did before is refused; longer than anything waits in a queue, a quarantine or a tab. */
export const FORGOTTEN_DAYS = 30;

/**
 * The events of a batch but for those that people did before they were erased: they waited in the queue, or were sent
 * again. Only hashes of ids are known here.
 */
export async function withoutForgotten(
  client: pg.ClientBase,
  batch: readonly IncomingEvent[],
  rules: ReadonlyMap<number, ProjectRules>,
): Promise<readonly IncomingEvent[]> {
  const named = new Map<string, IncomingEvent[]>();
  for (const event of batch) {
    if (!rules.get(event.projectNo)?.forgets) continue;
    for (const key of [event.userId, event.anonymousId, event.previousId]) {
      if (key === null) continue;
      const name = hashOf(event.projectNo, key);
      const events = named.get(name);
      if (events) events.push(event);
      else named.set(name, [event]);
    }
  }
  if (named.size === 0) return batch;
  const { rows } = await client.query<{ name: string; until: Date }>(
    `SELECT encode(key_hash, 'hex') AS name, until FROM forgotten_people
     WHERE project_no = ANY($1::int[]) AND key_hash = ANY($2::bytea[])`,
    [[...rules.keys()], [...named.keys()].map((name) => Buffer.from(name, 'hex'))],
  );
  const forgotten = new Set<IncomingEvent>();
  for (const { name, until } of rows) {
    for (const event of named.get(name) ?? []) {
      // A client's clock may be ahead; what was received before is from before.
      if (Math.min(event.at, event.receivedAt) <= until.getTime()) forgotten.add(event);
    }
  }
  return forgotten.size === 0 ? batch : batch.filter((event) => !forgotten.has(event));
}

/** From now on nothing of these ids that is from before now is stored. The caller holds the project's lock. */
export async function rememberForgotten(
  client: pg.ClientBase,
  projectNo: number,
  keys: readonly string[],
  now: number,
): Promise<void> {
  await client.query(
    `INSERT INTO forgotten_people (project_no, key_hash, until)
     SELECT $1, key_hash, $3 FROM unnest($2::bytea[]) AS key_hash
     ON CONFLICT (project_no, key_hash) DO UPDATE SET until = excluded.until`,
    [
      projectNo,
      [...new Set(keys)].map((key) => Buffer.from(hashOf(projectNo, key), 'hex')),
      timestamp(now),
    ],
  );
}

/** Old ids are not known here either, in the end. */
export async function forgetForgotten(database: Database, now: number): Promise<void> {
  await database.query('DELETE FROM forgotten_people WHERE until < $1', [
    timestamp(now - FORGOTTEN_DAYS * 86_400_000),
  ]);
}

function hashOf(projectNo: number, key: string): string {
  return hash('sha256', `${projectNo} ${key}`, 'hex');
}
