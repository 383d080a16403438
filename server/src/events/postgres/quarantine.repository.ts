import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { IncomingEvent } from '../event.js';
import type { QuarantineReason } from '../event.store.js';
import { insertRows } from './bulk.js';

/** Events that could not be stored, kept as text: nothing in them can break this table too. */
@Injectable()
export class QuarantineRepository {
  constructor(private readonly database: Database) {}

  async keep(
    events: readonly IncomingEvent[],
    reason: QuarantineReason,
    detail: string,
  ): Promise<void> {
    await this.database.transaction((client) =>
      insertRows(
        client,
        'quarantined_events',
        [
          { name: 'project_no', type: 'int', of: (event: IncomingEvent) => event.projectNo },
          { name: 'reason', type: 'text', of: () => reason },
          { name: 'detail', type: 'text', of: () => storable(detail).slice(0, 1_000) },
          { name: 'payload', type: 'text', of: (event) => storable(JSON.stringify(event)) },
        ],
        events,
      ),
    );
  }

  async size(projectNo: number): Promise<number> {
    const [row] = await this.database.query<{ size: number }>(
      'SELECT count(*)::int AS size FROM quarantined_events WHERE project_no = $1',
      [projectNo],
    );
    return row?.size ?? 0;
  }
}

/** PostgreSQL's text holds anything but the zero character. */
function storable(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD').toWellFormed();
}
