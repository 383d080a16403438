import type pg from 'pg';

/** The highest number that is taken in a table, for each of some projects; 0 where none is. */
export async function lastNumbers(
  client: pg.ClientBase,
  table: 'actions' | 'groups',
  fresh: readonly { readonly projectNo: number }[],
): Promise<Map<number, number>> {
  if (fresh.length === 0) return new Map();
  const projects = [...new Set(fresh.map(({ projectNo }) => projectNo))];
  const { rows } = await client.query<{ project_no: number; last: number }>(
    `SELECT project_no, coalesce((SELECT max(no) FROM ${table} t WHERE t.project_no = q.project_no), 0) AS last
     FROM unnest($1::int[]) AS q (project_no)`,
    [projects],
  );
  return new Map(rows.map(({ project_no, last }) => [project_no, last]));
}
