import type pg from 'pg';

/** Somebody or something that has traits, by its number. */
export interface Owner {
  readonly projectNo: number;
  readonly no: number;
}

/** Reads the traits of people from their events: of each trait, the latest word. The caller holds the project's lock. */
export async function recallPeople(client: pg.ClientBase, people: readonly Owner[]): Promise<void> {
  await recall(client, people, 'people', 'person_no', 'e.traits', 'e.traits IS NOT NULL');
}

/** The same of groups, of which only a call that names them tells. */
export async function recallGroups(client: pg.ClientBase, groups: readonly Owner[]): Promise<void> {
  await recall(client, groups, 'groups', 'group_no', GROUP_TRAITS, TELLS_OF_GROUP);
}

/** What an event `e` tells of its group. */
const GROUP_TRAITS = `(e.properties - '{group_id,group_type}'::text[])`;
const TELLS_OF_GROUP = `e.kind = 3 AND e.name = '$group' AND e.properties IS NOT NULL`;

async function recall(
  client: pg.ClientBase,
  owners: readonly Owner[],
  table: 'people' | 'groups',
  number: 'person_no' | 'group_no',
  traits: string,
  tells: string,
): Promise<void> {
  for (const [projectNo, some] of Map.groupBy(owners, (owner) => owner.projectNo)) {
    await client.query(
      `UPDATE ${table} o SET traits = coalesce(o.traits, '{}') || said.traits
       FROM (
         SELECT no, jsonb_object_agg(name, value) AS traits
         FROM (
           SELECT DISTINCT ON (e.${number}, t.key) e.${number} AS no, t.key AS name, t.value
           FROM full_events e CROSS JOIN LATERAL jsonb_each(${traits}) t
           WHERE e.project_no = $1 AND e.${number} = ANY($2::int[]) AND ${tells}
           ORDER BY e.${number}, t.key, e.at DESC, e.event_id DESC) latest
         GROUP BY no) said
       WHERE o.project_no = $1 AND o.no = said.no`,
      [projectNo, some.map(({ no }) => no)],
    );
  }
}
