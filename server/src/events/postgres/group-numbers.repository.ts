import type pg from 'pg';
import type { IncomingEvent } from '../event.js';
import { byTime } from '../sessionise.js';
import { insertRows, plainArray, type Column } from './bulk.js';
import { lastNumbers } from './last-numbers.js';
import type { Owner } from './traits.repository.js';

/** A group that a batch names, with what the batch says about it. */
interface Named {
  readonly projectNo: number;
  readonly id: string;
  /** Calls that tell traits. */
  readonly words: IncomingEvent[];
}

export interface Groups {
  /** The number of the group that an event names; null for none. */
  readonly numberOf: (event: IncomingEvent) => number | null;
  /** Those of which something older was said than what is known. */
  readonly toRecall: readonly Owner[];
}

interface Kept {
  readonly no: number;
  readonly traitsAt: number | null;
}

interface GroupRow extends Owner {
  readonly id: string;
  readonly traits: Record<string, unknown> | null;
  readonly traitsAt: number | null;
}

const columns: readonly Column<GroupRow>[] = [
  { name: 'project_no', type: 'int', of: ({ projectNo }) => projectNo },
  { name: 'no', type: 'int', of: ({ no }) => no },
  { name: 'group_id', type: 'text', of: ({ id }) => id },
  { name: 'traits', type: 'jsonb', of: ({ traits }) => (traits ? JSON.stringify(traits) : null) },
  { name: 'traits_at', type: 'timestamptz', of: ({ traitsAt }) => traitsAt },
];

/** Numbers the groups of a batch, per project upwards from 1. The caller holds the projects' lock. */
export async function numberGroups(
  client: pg.ClientBase,
  batch: readonly IncomingEvent[],
): Promise<Groups> {
  const named = namedBy(batch);
  if (named.size === 0) return { numberOf: () => null, toRecall: [] };
  const all = [...named.values()];
  const kept = await find(client, all);
  const ends = await lastNumbers(
    client,
    'groups',
    all.filter((one) => !kept.has(nameOf(one.projectNo, one.id))),
  );
  const numbers = new Map([...kept].map(([name, { no }]) => [name, no]));
  const news: GroupRow[] = [];
  const toRecall: Owner[] = [];
  for (const { projectNo, id, words } of all) {
    const name = nameOf(projectNo, id);
    const known = kept.get(name);
    const no = known?.no ?? (ends.get(projectNo) ?? 0) + 1;
    if (known === undefined) ends.set(projectNo, no);
    numbers.set(name, no);
    const told = words.sort(byTime);
    const isLate = (told[0]?.at ?? Infinity) <= (known?.traitsAt ?? -Infinity);
    if (isLate) toRecall.push({ projectNo, no });
    if (known !== undefined && told.length === 0) continue;
    const traits = told.length === 0 || isLate ? null : traitsOf(told);
    news.push({ projectNo, no, id, traits, traitsAt: told.at(-1)?.at ?? null });
  }
  await insertRows(
    client,
    'groups',
    columns,
    news,
    `ON CONFLICT (project_no, no) DO UPDATE SET
       traits = CASE WHEN excluded.traits IS NULL THEN groups.traits
         ELSE coalesce(groups.traits, '{}') || excluded.traits END,
       traits_at = greatest(groups.traits_at, excluded.traits_at)`,
  );
  return {
    numberOf: ({ projectNo, groupId }) =>
      groupId ? (numbers.get(nameOf(projectNo, groupId)) ?? null) : null,
    toRecall,
  };
}

function nameOf(projectNo: number, id: string): string {
  return `${projectNo} ${id}`;
}

function namedBy(batch: readonly IncomingEvent[]): Map<string, Named> {
  const named = new Map<string, Named>();
  for (const event of batch) {
    const { projectNo, groupId: id } = event;
    // Events that were put aside by an older version know of no groups.
    if (!id) continue;
    const group = named.get(nameOf(projectNo, id)) ?? { projectNo, id, words: [] };
    named.set(nameOf(projectNo, id), group);
    if (event.name === '$group' && event.properties !== null) group.words.push(event);
  }
  return named;
}

/** What calls that put somebody into a group say of the group; the later word wins, trait by trait. */
function traitsOf(calls: readonly IncomingEvent[]): Record<string, unknown> {
  const said = calls.flatMap(({ properties }) => Object.entries(properties ?? {}));
  const { group_id: _id, group_type: _type, ...traits } = Object.fromEntries(said);
  return traits;
}

async function find(client: pg.ClientBase, named: readonly Named[]): Promise<Map<string, Kept>> {
  const { rows } = await client.query<Kept & { projectNo: number; id: string }>(
    `SELECT project_no AS "projectNo", group_id AS id, no,
       date_part('epoch', traits_at) * 1000 AS "traitsAt"
     FROM unnest($1::int[], $2::text[]) AS n (project_no, group_id)
     JOIN groups USING (project_no, group_id)`,
    [plainArray(named.map(({ projectNo }) => projectNo)), named.map(({ id }) => id)],
  );
  return new Map(rows.map((row) => [nameOf(row.projectNo, row.id), row]));
}
