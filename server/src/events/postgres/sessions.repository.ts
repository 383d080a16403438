import type pg from 'pg';
import type { Session } from '../session.js';
import { insertRows, timestamp, uuidOf } from './bulk.js';
import { sessionColumns, toSession, type SessionRecord, type Zones } from './session-row.js';

/** The span, epoch milliseconds, in which a visit has to begin to matter. */
interface Reach {
  readonly projectNo: number;
  readonly from: number;
  readonly to: number;
}

export interface VisitorReach extends Reach {
  readonly visitor: string;
}

export interface ClientReach extends Reach {
  readonly clientSession: string;
}

/** Visits without a session id of the client's that could hold, or touch, events of these visitors. */
export async function findVisits(
  client: pg.ClientBase,
  reaches: readonly VisitorReach[],
): Promise<Session[]> {
  if (reaches.length === 0) return [];
  const { rows } = await client.query<SessionRecord>(
    `WITH reach AS MATERIALIZED (
       SELECT * FROM unnest($1::int[], $2::uuid[], $3::timestamptz[], $4::timestamptz[])
         AS r (project_no, visitor, since, until))
     SELECT s.* FROM reach r JOIN sessions s
       ON s.project_no = r.project_no AND s.visitor = r.visitor
         AND s.started_at BETWEEN r.since AND r.until
     WHERE s.client_session IS NULL
     UNION
     SELECT s.* FROM reach r JOIN sessions s
       ON s.project_no = r.project_no AND s.previous_visitor = r.visitor
         AND s.started_at BETWEEN r.since AND r.until
     WHERE s.client_session IS NULL AND s.previous_visitor IS NOT NULL
     UNION
     SELECT s.* FROM reach r JOIN sessions s
       ON s.project_no = r.project_no AND s.next_visitor = r.visitor
         AND s.started_at BETWEEN r.since AND r.until
     WHERE s.client_session IS NULL AND s.next_visitor IS NOT NULL`,
    [
      reaches.map(({ projectNo }) => projectNo),
      reaches.map(({ visitor }) => uuidOf(visitor)),
      reaches.map(({ from }) => timestamp(from)),
      reaches.map(({ to }) => timestamp(to)),
    ],
  );
  return rows.map(toSession);
}

/** Visits under session ids that clients sent. */
export async function findClientSessions(
  client: pg.ClientBase,
  reaches: readonly ClientReach[],
): Promise<Session[]> {
  if (reaches.length === 0) return [];
  const { rows } = await client.query<SessionRecord>(
    `SELECT s.* FROM unnest($1::int[], $2::text[], $3::timestamptz[], $4::timestamptz[])
       AS r (project_no, client_session, since, until)
     JOIN sessions s USING (project_no, client_session)
     WHERE s.started_at BETWEEN r.since AND r.until`,
    [
      reaches.map(({ projectNo }) => projectNo),
      reaches.map(({ clientSession }) => clientSession),
      reaches.map(({ from }) => timestamp(from)),
      reaches.map(({ to }) => timestamp(to)),
    ],
  );
  return rows.map(toSession);
}

/** Fresh ids for visits. */
export async function takeSessionIds(client: pg.ClientBase, count: number): Promise<string[]> {
  if (count === 0) return [];
  const { rows } = await client.query<{ id: string }>(
    `SELECT nextval('sessions_id_seq') AS id FROM generate_series(1, $1)`,
    [count],
  );
  return rows.map(({ id }) => id);
}

/** Writes visits as they are now. The caller holds their projects' lock and has read them under it. */
export async function saveSessions(
  client: pg.ClientBase,
  sessions: readonly Session[],
  zones: Zones,
): Promise<void> {
  const columns = sessionColumns(zones);
  const updates = columns
    .filter(({ name }) => name !== 'id')
    .map(({ name }) => `${name} = excluded.${name}`)
    .join(', ');
  await insertRows(
    client,
    'sessions',
    columns,
    sessions,
    `ON CONFLICT (id) DO UPDATE SET ${updates}`,
  );
}

export async function removeSessions(client: pg.ClientBase, ids: readonly string[]): Promise<void> {
  if (ids.length > 0)
    await client.query('DELETE FROM sessions WHERE id = ANY($1::bigint[])', [ids]);
}
