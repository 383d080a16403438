import type pg from 'pg';
import type { VisitRules } from './handover.js';

/** First key of the advisory locks that serialise writes to one project; the second is the project's number. */
export const PROJECT_LOCK = 7_264_115;

/** A project that is not there, or no longer: its events have nowhere to go. */
export class ProjectGone extends Error {
  constructor(readonly projectNo: number) {
    super(`project ${projectNo} is gone`);
  }
}

/** What a writer has to know of a project. */
export interface ProjectRules extends VisitRules {
  /** Whether events of people who were forgotten a short while ago may still come in. */
  readonly forgets: boolean;
}

/** Locks projects until the transaction ends, and says how their events are kept. Throws `ProjectGone`. */
export async function lockProjects(
  client: pg.ClientBase,
  projectNos: Iterable<number>,
): Promise<Map<number, ProjectRules>> {
  // In ascending order, so that two batches never wait for each other.
  const numbers = [...new Set(projectNos)].sort((a, b) => a - b);
  await client.query('SELECT pg_advisory_xact_lock($1, no) FROM unnest($2::int[]) AS no', [
    PROJECT_LOCK,
    numbers,
  ]);
  const { rows } = await client.query<{
    no: number;
    timezone: string;
    minutes: number;
    forgets: boolean;
  }>(
    `SELECT no, timezone, session_timeout_minutes AS minutes,
       EXISTS (SELECT 1 FROM forgotten_people f WHERE f.project_no = p.no) AS forgets
     FROM projects p WHERE no = ANY($1::int[]) AND deleting_at IS NULL`,
    [numbers],
  );
  const rules = new Map(
    rows.map(({ no, timezone, minutes, forgets }) => [
      no,
      { timezone, sessionTimeoutMs: minutes * 60_000, forgets },
    ]),
  );
  const gone = numbers.find((no) => !rules.has(no));
  if (gone !== undefined) throw new ProjectGone(gone);
  return rules;
}
