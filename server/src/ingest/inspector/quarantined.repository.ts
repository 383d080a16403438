import { Injectable } from '@nestjs/common';
import type { IncomingEvent } from '../../events/event.js';
import { Database } from '../../platform/database/database.js';

export interface Quarantined {
  readonly id: string;
  readonly reason: string;
  readonly detail: string;
  readonly at: Date;
  readonly event: IncomingEvent;
}

type Row = Omit<Quarantined, 'event'> & { readonly payload: string };

const COLUMNS = 'id::text, reason, detail, at, payload';

/** Events that could not be stored, as the store put them aside. */
@Injectable()
export class QuarantinedRepository {
  constructor(private readonly database: Database) {}

  /** Newest first, those before `before`. */
  async list(projectNo: number, limit: number, before: string | null): Promise<Quarantined[]> {
    const rows = await this.database.query<Row>(
      `SELECT ${COLUMNS} FROM quarantined_events
       WHERE project_no = $1 AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
      [projectNo, before, limit],
    );
    return rows.map(read);
  }

  /** The one that waits under this id; null when none of the project does. */
  async find(projectNo: number, id: string): Promise<Quarantined | null> {
    const [row] = await this.database.query<Row>(
      `SELECT ${COLUMNS} FROM quarantined_events WHERE project_no = $1 AND id = $2::bigint`,
      [projectNo, id],
    );
    return row ? read(row) : null;
  }

  /** Takes events out of the quarantine once they wait in the queue again. */
  async release(projectNo: number, ids: readonly string[]): Promise<void> {
    await this.database.query(
      'DELETE FROM quarantined_events WHERE project_no = $1 AND id = ANY($2::bigint[])',
      [projectNo, ids],
    );
  }
}

function read({ payload, ...row }: Row): Quarantined {
  return { ...row, event: JSON.parse(payload) as IncomingEvent };
}
