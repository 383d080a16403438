import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { LiveEvent } from '../event.js';
import type { EventList, Page, SessionList, SessionRow, UserList, UserRow } from '../lists.js';
import { pageOf, readCursor } from './cursor.js';
import { HeavyQuestions } from './heavy-question.repository.js';
import {
  toLiveEvent,
  toSessionRow,
  toUserRow,
  type EventRecord,
  type SessionRecord,
  type UserRecord,
} from './list-rows.js';
import { eventsQuery, sessionsQuery, sessionsTotalQuery, usersQuery } from './lists.query.js';
import type { Statement } from './params.js';
import { QUESTION_TIMEOUT_MS, TallyRepository } from './tally.repository.js';

/** Pages of single events, visits and people. */
@Injectable()
export class ListsRepository {
  constructor(
    private readonly database: Database,
    private readonly tallies: TallyRepository,
    private readonly questions: HeavyQuestions,
  ) {}

  async events(list: EventList): Promise<Page<LiveEvent>> {
    const found = await this.run<EventRecord>(eventsQuery(list, readCursor(list.cursor)));
    return pageOf(found, list.limit, toLiveEvent, (row) => [row.micros, row.event_id]);
  }

  async sessions(list: SessionList): Promise<Page<SessionRow> & { total: number }> {
    const query = sessionsQuery(list, readCursor(list.cursor), new Date());
    const [found, total] = await Promise.all([
      this.run<SessionRecord>(query),
      this.sessionsOf(list),
    ]);
    const rows = pageOf(found, list.limit, toSessionRow, (row) => [row.micros, row.id]);
    return { ...rows, total };
  }

  async users(list: UserList): Promise<Page<UserRow> & { total: number }> {
    const query = usersQuery(list, readCursor(list.cursor));
    const found = await this.questions.rows<UserRecord>(query);
    const rows = pageOf(found, list.limit, toUserRow, (row) => [row.position, String(row.person)]);
    return { ...rows, total: found[0]?.total ?? 0 };
  }

  /** Without filters, as many as are counted for any other answer, most of them long ago. */
  private async sessionsOf(list: SessionList): Promise<number> {
    if (list.filters.length > 0) {
      const [row] = await this.questions.rows<{ total: number }>(sessionsTotalQuery(list));
      return row?.total ?? 0;
    }
    const { project, range, filters } = list;
    const { rows } = await this.tallies.tally({
      project,
      range,
      filters,
      dimension: null,
      buckets: null,
    });
    return rows[0]?.visits ?? 0;
  }

  private async run<Row>({ sql, params }: Statement): Promise<Row[]> {
    return this.database.snapshot(async (client) => {
      const { rows } = await client.query(sql, params);
      return rows as Row[];
    }, QUESTION_TIMEOUT_MS);
  }
}
