import { Injectable } from '@nestjs/common';
import type { Filter } from '../../events/tally.js';
import { Database } from '../../platform/database/database.js';
import type { Project } from '../../projects/project.js';
import type { Removal, RemovalProgress, RemovalStatus, RemovalSubject } from './removal.js';

interface Row {
  id: string;
  project_id: string;
  project_no: number;
  kind: RemovalSubject['kind'];
  person: string | null;
  asked: unknown[] | null;
  range_from: Date | null;
  range_to: Date | null;
  filters: unknown;
  status: RemovalStatus;
  total: string | null;
  removed: string;
  error: string | null;
  requested_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
}

const LISTED = 100;
const LONGEST_ERROR = 500;
const removals =
  'SELECT r.*, p.no AS project_no FROM removals r JOIN projects p ON p.id = r.project_id';

/** What was asked to be removed, and how far that is. */
@Injectable()
export class RemovalsRepository {
  constructor(private readonly database: Database) {}

  async add(project: Project, id: string, subject: RemovalSubject, now: Date): Promise<void> {
    const events = subject.kind === 'events' ? subject : null;
    await this.database.query(
      `INSERT INTO removals (id, project_id, kind, person, asked, range_from, range_to, filters, status, requested_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', $9)`,
      [
        id,
        project.id,
        subject.kind,
        subject.kind === 'person' ? subject.person : null,
        events && JSON.stringify(events.asked),
        events?.range.from ?? null,
        events?.range.to ?? null,
        events && JSON.stringify(events.filters),
        now,
      ],
    );
  }

  /** The latest first. */
  async list(projectId: string): Promise<Removal[]> {
    const rows = await this.database.query<Row>(
      `${removals} WHERE r.project_id = $1 ORDER BY r.id DESC LIMIT ${LISTED}`,
      [projectId],
    );
    return rows.map(toRemoval);
  }

  async find(projectId: string, id: string): Promise<Removal | null> {
    const [row] = await this.database.query<Row>(
      `${removals} WHERE r.project_id = $1 AND r.id = $2`,
      [projectId, id],
    );
    return row ? toRemoval(row) : null;
  }

  /** One that has not ended, unless its project is being deleted. */
  async findOpen(id: string): Promise<Removal | null> {
    const [row] = await this.database.query<Row>(
      `${removals} WHERE r.id = $1 AND r.finished_at IS NULL AND p.deleting_at IS NULL`,
      [id],
    );
    return row ? toRemoval(row) : null;
  }

  /** Ids of those that have not ended, the oldest first; of one project, or of all. */
  async open(projectId: string | null = null): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT r.id FROM removals r JOIN projects p ON p.id = r.project_id
       WHERE r.finished_at IS NULL AND p.deleting_at IS NULL AND ($1::uuid IS NULL OR p.id = $1)
       ORDER BY r.id`,
      [projectId],
    );
    return rows.map(({ id }) => id);
  }

  /** So many events were found. */
  async begin(id: string, events: number, now: Date): Promise<void> {
    await this.database.query(
      `UPDATE removals SET status = 'removing', total = $2, started_at = $3
       WHERE id = $1 AND status = 'waiting'`,
      [id, events, now],
    );
  }

  /** So many of them are gone, and `more` were found; gives how far it is. */
  async advance(id: string, removed: number, more: number): Promise<RemovalProgress> {
    const [row] = await this.database.query<Pick<Row, 'removed' | 'total'>>(
      `UPDATE removals SET removed = removed + $2, total = total + $3, error = NULL
       WHERE id = $1 RETURNING removed, total`,
      [id, removed, more],
    );
    return progressOf(row);
  }

  async fail(id: string, reason: string): Promise<void> {
    await this.database.query(
      'UPDATE removals SET error = $2 WHERE id = $1 AND finished_at IS NULL',
      [id, reason.slice(0, LONGEST_ERROR)],
    );
  }

  /** All of it is gone; whom it was about is not kept either. */
  async finish(id: string, now: Date): Promise<RemovalProgress> {
    const [row] = await this.database.query<Pick<Row, 'removed' | 'total'>>(
      `UPDATE removals SET status = 'done', finished_at = coalesce(finished_at, $2), person = NULL,
         error = NULL, removed = total
       WHERE id = $1 RETURNING removed, total`,
      [id, now],
    );
    return progressOf(row);
  }

  /** Forgets those that ended before; filters may say more about people than should stay. */
  async forgetEndedBefore(time: Date): Promise<void> {
    await this.database.query('DELETE FROM removals WHERE finished_at < $1', [time]);
  }
}

function toRemoval(row: Row): Removal {
  return {
    id: row.id,
    projectId: row.project_id,
    projectNo: row.project_no,
    kind: row.kind,
    subject: subjectOf(row),
    status: row.status,
    total: row.total === null ? null : Number(row.total),
    removed: Number(row.removed),
    error: row.error,
    requestedAt: row.requested_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}

function progressOf(row: Pick<Row, 'removed' | 'total'> | undefined): RemovalProgress {
  return { removed: Number(row?.removed ?? 0), total: Number(row?.total ?? 0) };
}

function subjectOf(row: Row): RemovalSubject | null {
  if (row.person !== null) return { kind: 'person', person: row.person };
  if (row.range_from === null || row.range_to === null) return null;
  return {
    kind: 'events',
    asked: row.asked ?? [],
    range: { from: row.range_from, to: row.range_to },
    filters: revived(row.filters) as Filter[],
  };
}

/** Filters as they were before they were JSON: times stand only in the ranges of deeds. */
function revived(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revived);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      (name === 'from' || name === 'to') && typeof inner === 'string'
        ? new Date(inner)
        : revived(inner),
    ]),
  );
}
