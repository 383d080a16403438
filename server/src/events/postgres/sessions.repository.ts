import type pg from 'pg';
import type { Session } from '../session.js';
import { copyRows, plainArray, timestamp, updateRows, uuidOf } from './bulk.js';
import {
  growthColumns,
  hasOnlyGrown,
  sessionColumns,
  sessionSelection,
  toSession,
  type SessionRecord,
  type Zones,
} from './session-row.js';
import { factColumns } from './visit-facts.repository.js';

/** The span, epoch milliseconds, in which a visit has to begin to matter. */
interface Reach {
  readonly projectNo: number;
  from: number;
  to: number;
}

export interface VisitorReach extends Reach {
  readonly visitor: string;
}

export interface ClientReach extends Reach {
  readonly clientSession: string;
}

/** Visits without a session id of the client's that could hold, or touch, events of these visitors; some repeatedly. */
export async function findVisits(
  client: pg.ClientBase,
  reaches: readonly VisitorReach[],
): Promise<Session[]> {
  if (reaches.length === 0) return [];
  const by = (name: string): string =>
    `SELECT s.* FROM reach r CROSS JOIN LATERAL (
       SELECT ${sessionSelection} FROM sessions s
       WHERE s.project_no = r.project_no AND s.${name} = r.visitor AND s.started_at >= $3
         AND s.client_session IS NULL OFFSET 0) s`;
  // One beginning for all is enough: what is beyond a visitor's own reach is dropped afterwards. A closed span would
  // look as selective as the visitor to a planner without statistics, which then walks all visits of those days. Such a
  // planner also takes the visits for few, and compares each with each; the OFFSET leaves it no choice but to look up.
  const { rows } = await client.query<SessionRecord>(
    `WITH reach AS MATERIALIZED (
       SELECT * FROM unnest($1::int[], $2::uuid[]) AS r (project_no, visitor))
     ${['visitor', 'previous_visitor', 'next_visitor'].map(by).join(' UNION ALL ')}`,
    [
      plainArray(reaches.map(({ projectNo }) => projectNo)),
      plainArray(reaches.map(({ visitor }) => uuidOf(visitor))),
      timestamp(Math.min(...reaches.map(({ from }) => from))),
    ],
  );
  const reachOf = new Map(reaches.map((reach) => [`${reach.projectNo} ${reach.visitor}`, reach]));
  const isNear = ({ projectNo, startedAt }: Session, visitor: string | null): boolean => {
    const reach = reachOf.get(`${projectNo} ${visitor}`);
    return reach !== undefined && startedAt >= reach.from && startedAt <= reach.to;
  };
  return rows
    .map(toSession)
    .filter((one) =>
      [one.visitor, one.previousVisitor, one.nextVisitor].some((visitor) => isNear(one, visitor)),
    );
}

/** Visits under session ids that clients sent. */
export async function findClientSessions(
  client: pg.ClientBase,
  reaches: readonly ClientReach[],
): Promise<Session[]> {
  if (reaches.length === 0) return [];
  const { rows } = await client.query<SessionRecord>(
    `SELECT s.* FROM unnest($1::int[], $2::text[]) AS r (project_no, client_session)
     CROSS JOIN LATERAL (
       SELECT ${sessionSelection} FROM sessions s
       WHERE s.project_no = r.project_no AND s.client_session = r.client_session OFFSET 0) s`,
    [reaches.map(({ projectNo }) => projectNo), reaches.map(({ clientSession }) => clientSession)],
  );
  const reachOf = new Map(reaches.map((one) => [`${one.projectNo} ${one.clientSession}`, one]));
  return rows.map(toSession).filter(({ projectNo, clientSession, startedAt }) => {
    const reach = reachOf.get(`${projectNo} ${clientSession}`);
    return reach !== undefined && startedAt >= reach.from && startedAt <= reach.to;
  });
}

/** Visits of a project by their ids. */
export async function findSessions(
  client: pg.ClientBase,
  projectNo: number,
  ids: readonly string[],
): Promise<Session[]> {
  if (ids.length === 0) return [];
  const { rows } = await client.query<SessionRecord>(
    `SELECT ${sessionSelection} FROM sessions s WHERE s.id = ANY($1::bigint[]) AND s.project_no = $2`,
    [plainArray(ids), projectNo],
  );
  return rows.map(toSession);
}

/** So many session ids stand behind one number of the sequence. */
export const SESSION_ID_BLOCK = 1_000;

/** Numbers of blocks of ids that nobody else gets. */
export async function takeSessionIdBlocks(client: pg.ClientBase, count: number): Promise<number[]> {
  const { rows } = await client.query<{ block: string }>(
    `SELECT nextval('sessions_id_seq') AS block FROM generate_series(1, $1)`,
    [count],
  );
  return rows.map(({ block }) => Number(block));
}

/**
 * Writes visits as they are now; `stored` says what they were, and has no entry for those that are new. The caller
 * holds their projects' lock and has read them under it.
 */
export async function saveSessions(
  client: pg.ClientBase,
  sessions: Iterable<Session>,
  stored: ReadonlyMap<string, Session>,
  zones: Zones,
): Promise<void> {
  const opened: Session[] = [];
  const grown: Session[] = [];
  const changed: Session[] = [];
  for (const session of sessions) {
    const before = stored.get(session.id);
    if (!before) opened.push(session);
    else (hasOnlyGrown(session, before) ? grown : changed).push(session);
  }
  const columns = sessionColumns(zones);
  const withFacts = [...columns, ...factColumns] as const;
  const refound = Object.groupBy(changed, ({ facts }) => (facts === null ? 'kept' : 'new'));
  await Promise.all([
    updateRows(client, 'sessions', growthColumns, grown),
    updateRows(client, 'sessions', columns, refound.kept ?? []),
    updateRows(client, 'sessions', withFacts, refound.new ?? []),
    copyRows(client, 'sessions', withFacts, opened),
  ]);
}

export async function removeSessions(client: pg.ClientBase, ids: readonly string[]): Promise<void> {
  if (ids.length > 0)
    await client.query('DELETE FROM sessions WHERE id = ANY($1::bigint[])', [ids]);
}
