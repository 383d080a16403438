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

  /** The events that wait there of whoever has one of these ids. */
  async ofPerson(
    projectNo: number,
    ids: readonly string[],
  ): Promise<{ id: string; event: IncomingEvent }[]> {
    const rows = await this.database.query<{ id: string; payload: string }>(
      `SELECT id::text, payload FROM quarantined_events
       WHERE project_no = $1 AND EXISTS (
         SELECT 1 FROM unnest($2::text[]) AS id WHERE strpos(payload, id) > 0)`,
      [
        projectNo,
        ids.flatMap((id) =>
          ['userId', 'anonymousId', 'previousId'].map((name) => `"${name}":${quoted(id)}`),
        ),
      ],
    );
    // The words may stand anywhere; only the event's own ids say whose it is.
    return rows
      .map(({ id, payload }) => ({ id, event: JSON.parse(payload) as IncomingEvent }))
      .filter(({ event: { userId, anonymousId, previousId } }) =>
        [userId, anonymousId, previousId].some((own) => own !== null && ids.includes(own)),
      );
  }

  /** Removes them. */
  async releaseOfPerson(projectNo: number, ids: readonly string[]): Promise<void> {
    const theirs = await this.ofPerson(projectNo, ids);
    await this.database.query(
      'DELETE FROM quarantined_events WHERE project_no = $1 AND id = ANY($2::bigint[])',
      [projectNo, theirs.map(({ id }) => id)],
    );
  }
}

/** As an id stands in a payload. */
function quoted(id: string): string {
  return storable(JSON.stringify(id));
}

/** PostgreSQL's text holds anything but the zero character. */
function storable(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD').toWellFormed();
}
