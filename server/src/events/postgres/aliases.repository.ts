import type pg from 'pg';
import type { IncomingEvent } from '../event.js';
import { plainArray } from './bulk.js';

/** An id that has just turned out to be somebody else's, and when something may have happened under it. */
export interface JoinedIds {
  readonly projectNo: number;
  readonly since: number;
  readonly until: number;
}

/** The number of an id of a project, of a user or an anonymous one; null for none. */
type NumberOf = (projectNo: number, known: boolean, key: string | null) => number | null;

/** One event's word that an id is a user's. */
interface Alias {
  readonly projectNo: number;
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly eventId: string;
}

/** An alias as it is stored, and the user it leads to in the end. */
interface KeptAlias extends Alias {
  readonly leadsTo: number;
}

/**
 * An event that names both an anonymous id and a user, or an id that a user had before, makes all that was done under
 * that id the user's. Of several events that say whose an id is, the first one decides, however late it arrives.
 */
export async function joinIds(
  client: pg.ClientBase,
  batch: readonly IncomingEvent[],
  numberOf: NumberOf,
): Promise<JoinedIds[]> {
  const told = aliasesOf(batch, numberOf);
  if (told.length === 0) return [];
  const kept = await findAliases(client, told);
  const news = told.filter((one) => {
    const known = kept.get(nameOf(one));
    return known === undefined || isEarlier(one, known);
  });
  const renamed = news.filter((one) => kept.get(nameOf(one))?.to !== one.to);
  if (news.length > 0) await saveAliases(client, news);
  const joined: JoinedIds[] = [];
  for (const [projectNo, aliases] of Map.groupBy(renamed, (one) => one.projectNo)) {
    const fresh = aliases.filter((one) => !kept.has(nameOf(one))).map(({ from }) => from);
    joined.push(...(await followNames(client, projectNo, aliases, new Set(fresh))));
  }
  return joined;
}

function aliasesOf(batch: readonly IncomingEvent[], numberOf: NumberOf): Alias[] {
  const aliases = new Map<string, Alias>();
  for (const { projectNo, userId, anonymousId, previousId, at, id: eventId } of batch) {
    const to = numberOf(projectNo, true, userId);
    if (to === null) continue;
    const ids = [
      numberOf(projectNo, false, anonymousId),
      numberOf(projectNo, false, previousId),
      numberOf(projectNo, true, previousId),
    ];
    for (const from of ids) {
      if (from === null || from === to) continue;
      const alias = { projectNo, from, to, at, eventId };
      const other = aliases.get(nameOf(alias));
      if (other === undefined || isEarlier(alias, other)) aliases.set(nameOf(alias), alias);
    }
  }
  return [...aliases.values()];
}

function nameOf({ projectNo, from }: Pick<Alias, 'projectNo' | 'from'>): string {
  return `${projectNo} ${from}`;
}

function isEarlier(one: Alias, other: Alias): boolean {
  return one.at < other.at || (one.at === other.at && one.eventId < other.eventId);
}

const ALIAS = `project_no AS "projectNo", anonymous_no AS "from", named_no AS "to",
  date_part('epoch', at) * 1000 AS at, event_id AS "eventId", user_no AS "leadsTo"`;

async function findAliases(
  client: pg.ClientBase,
  told: readonly Alias[],
): Promise<Map<string, KeptAlias>> {
  const { rows } = await client.query<KeptAlias>(
    `SELECT ${ALIAS} FROM unnest($1::int[], $2::int[]) AS t (project_no, anonymous_no)
     JOIN people_aliases USING (project_no, anonymous_no)`,
    [plainArray(told.map(({ projectNo }) => projectNo)), plainArray(told.map(({ from }) => from))],
  );
  return new Map(rows.map((row) => [nameOf(row), row]));
}

async function saveAliases(client: pg.ClientBase, news: readonly Alias[]): Promise<void> {
  await client.query(
    `INSERT INTO people_aliases (project_no, anonymous_no, named_no, user_no, at, event_id)
     SELECT project_no, anonymous_no, named_no, named_no, at, event_id
     FROM unnest($1::int[], $2::int[], $3::int[], $4::timestamptz[], $5::uuid[])
       AS n (project_no, anonymous_no, named_no, at, event_id)
     ON CONFLICT (project_no, anonymous_no) DO UPDATE SET
       named_no = excluded.named_no, at = excluded.at, event_id = excluded.event_id`,
    [
      news.map(({ projectNo }) => projectNo),
      news.map(({ from }) => from),
      news.map(({ to }) => to),
      news.map(({ at }) => new Date(at)),
      news.map(({ eventId }) => eventId),
    ],
  );
}

/** Looks where the names around those that have changed lead to now, and says whose events have changed hands. */
async function followNames(
  client: pg.ClientBase,
  projectNo: number,
  renamed: readonly Alias[],
  fresh: ReadonlySet<number>,
): Promise<JoinedIds[]> {
  const { rows: near } = await client.query<KeptAlias>(
    `SELECT ${ALIAS} FROM people_aliases
     WHERE project_no = $1 AND user_no IN (
       SELECT unnest($2::int[]) UNION
       SELECT user_no FROM people_aliases WHERE project_no = $1 AND anonymous_no = ANY($2::int[]))`,
    [projectNo, renamed.flatMap(({ from, to }) => [from, to])],
  );
  const ends = endsOf(near);
  const moved = near.filter(({ from, leadsTo }) => fresh.has(from) || ends.get(from) !== leadsTo);
  // Events of a visit are the user's that it names later: a visit lasts at most a day.
  const { rows } = await client.query<{ since: Date | null; until: Date | null }>(
    `UPDATE people_aliases a SET user_no = n.user_no
     FROM unnest($2::int[], $3::int[]) AS n (anonymous_no, user_no)
     LEFT JOIN people p ON p.project_no = $1 AND p.no = n.anonymous_no
     WHERE a.project_no = $1 AND a.anonymous_no = n.anonymous_no
     RETURNING p.first_seen - CASE WHEN p.known THEN interval '24 hours' ELSE interval '0' END AS since,
       p.last_seen + CASE WHEN p.known THEN interval '24 hours' ELSE interval '1 minute' END AS until`,
    [projectNo, moved.map(({ from }) => from), moved.map(({ from }) => ends.get(from))],
  );
  return rows.flatMap(({ since, until }) =>
    since && until ? [{ projectNo, since: since.getTime(), until: until.getTime() }] : [],
  );
}

/** Where each id leads to, name after name; names that lead in a circle end before the last one that was told. */
function endsOf(aliases: readonly Alias[]): Map<number, number> {
  const byId = new Map(aliases.map((alias) => [alias.from, alias]));
  return new Map(aliases.map(({ from }) => [from, endOf(from, byId)]));
}

function endOf(from: number, byId: ReadonlyMap<number, Alias>): number {
  const path: Alias[] = [];
  let id = from;
  for (let next = byId.get(id); next !== undefined; next = byId.get(id)) {
    const begin = path.indexOf(next);
    if (begin >= 0) {
      const circle = path.slice(begin);
      return circle.reduce((last, one) => (isEarlier(last, one) ? one : last)).from;
    }
    path.push(next);
    id = next.to;
  }
  return id;
}
