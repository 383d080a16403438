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
import { latestPeopleQuery, theirRowsQuery, type LatestRecord } from './latest-people.query.js';
import type { Statement } from './params.js';
import { TallyRepository } from './tally.repository.js';

/** So many of the latest events are looked at for the latest people, and more when these are too few. */
const EVENTS_LOOKED_AT = [2_000, 20_000, 200_000];

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
    const latest = await this.latestPeople(list);
    if (latest !== null) return latest;
    const query = usersQuery(list, readCursor(list.cursor));
    const found = await this.questions.rows<UserRecord>(query);
    return { ...peoplePage(list, found), total: found[0]?.total ?? 0 };
  }

  /** The list in its usual order without looking at everybody; null when that is not enough. */
  private async latestPeople(list: UserList): Promise<(Page<UserRow> & { total: number }) | null> {
    if (list.order !== 'last_seen' || list.search || list.filters.length > 0) return null;
    const total = await this.tallies.people(list);
    if (total === 0) return { rows: [], nextCursor: null, total };
    const found = await this.questions.together(async (ask) => {
      for (const most of EVENTS_LOOKED_AT) {
        const query = latestPeopleQuery(list, readCursor(list.cursor), most);
        const latest = await ask<LatestRecord>(query);
        if (latest.length > list.limit || latest.some(({ all }) => all))
          return ask<UserRecord>(theirRowsQuery(list, latest));
      }
      return null;
    }, 'light');
    return found && { ...peoplePage(list, found), total };
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
    return this.database.answer('light', async (client) => {
      const { rows } = await client.query(sql, params);
      return rows as Row[];
    });
  }
}

function peoplePage(list: UserList, found: readonly UserRecord[]): Page<UserRow> {
  return pageOf(found, list.limit, toUserRow, (row) => [row.position, String(row.person)]);
}
