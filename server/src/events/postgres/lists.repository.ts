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
import { looksAtVisits } from './facts.sql.js';
import { latestPeopleQuery, type LatestRecord } from './latest-people.query.js';
import type { Statement } from './params.js';
import { peopleRowsQuery } from './people-rows.query.js';
import {
  isRanked,
  isTold,
  rankedPeopleQuery,
  searchedPeopleQuery,
  type RankedList,
  type RankedRecord,
} from './ranked-people.query.js';
import { TallyRepository } from './tally.repository.js';

/** So many of the latest events are looked at for the latest people, and more when these are too few. */
const EVENTS_LOOKED_AT = [2_000, 20_000, 200_000];
/** Of so few people, everything is looked up when they are searched for. */
const FEW_PEOPLE = 50;
/** Of so many at most in a range with more events than these: looking through fewer events is as quick. */
const MOST_PEOPLE = 5_000;
const FEW_EVENTS = 200_000;

type PeoplePage = Page<UserRow> & { readonly total: number };

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

  async users(list: UserList): Promise<PeoplePage> {
    return (await this.somePeople(list)) ?? this.everybody(list);
  }

  private async everybody(list: UserList): Promise<PeoplePage> {
    const found = await this.questions.rows<UserRecord>(usersQuery(list, readCursor(list.cursor)));
    return peoplePage(list, found);
  }

  /** The list without looking at all events of everybody; null when that is not enough. */
  private async somePeople(list: UserList): Promise<PeoplePage | null> {
    if (!list.filters.every(looksAtVisits)) return null;
    if (list.search) return this.searchedPeople(list);
    if (isRanked(list)) return this.rankedPeople(list);
    return list.filters.length === 0 ? this.latestPeople(list) : null;
  }

  private async rankedPeople(list: RankedList): Promise<PeoplePage | null> {
    return this.questions.together(async (ask) => {
      if (!(await isTold(ask, list))) return null;
      const ranked = await ask<RankedRecord>(rankedPeopleQuery(list, readCursor(list.cursor)));
      const persons = ranked.map(({ person }) => person);
      const found = await ask<UserRecord>(peopleRowsQuery(list, persons, null));
      return peoplePage(list, found, ranked[0]?.total);
    });
  }

  private async searchedPeople(list: UserList): Promise<PeoplePage | null> {
    const few = await this.peopleFound(list, FEW_PEOPLE);
    if (few) return few;
    const { events } = await this.tallies.everything(list);
    return events > FEW_EVENTS ? this.peopleFound(list, MOST_PEOPLE) : null;
  }

  /** Null when they are more than this. */
  private async peopleFound(list: UserList, most: number): Promise<PeoplePage | null> {
    return this.questions.together(async (ask) => {
      const searched = await ask<{ person: number }>(searchedPeopleQuery(list, most + 1));
      if (searched.length > most) return null;
      const persons = searched.map(({ person }) => person);
      const query = peopleRowsQuery(list, persons, readCursor(list.cursor));
      const found = await ask<UserRecord>(query);
      return peoplePage(list, found);
    });
  }

  private async latestPeople(list: UserList): Promise<PeoplePage | null> {
    const { people: total } = await this.tallies.everything(list);
    if (total === 0) return { rows: [], nextCursor: null, total };
    const found = await this.questions.together(async (ask) => {
      for (const most of EVENTS_LOOKED_AT) {
        const query = latestPeopleQuery(list, readCursor(list.cursor), most);
        const latest = await ask<LatestRecord>(query);
        if (latest.length <= list.limit && !latest.some(({ all }) => all)) continue;
        const persons = latest.flatMap(({ person }) => person ?? []);
        return ask<UserRecord>(peopleRowsQuery(list, persons, null));
      }
      return null;
    }, 'light');
    return found && peoplePage(list, found, total);
  }

  /** Without filters, as many as are counted for any other answer, most of them long ago. */
  private async sessionsOf(list: SessionList): Promise<number> {
    if (list.filters.length > 0) {
      const [row] = await this.questions.rows<{ total: number }>(sessionsTotalQuery(list));
      return row?.total ?? 0;
    }
    const { visits } = await this.tallies.everything(list);
    return visits;
  }

  private async run<Row>({ sql, params }: Statement): Promise<Row[]> {
    return this.database.answer('light', async (client) => {
      const { rows } = await client.query(sql, params);
      return rows as Row[];
    });
  }
}

/** `total` of the whole list, unless the rows tell it. */
function peoplePage(
  list: UserList,
  found: readonly UserRecord[],
  total = found[0]?.total ?? 0,
): PeoplePage {
  const page = pageOf(found, list.limit, toUserRow, (row) => [row.position, String(row.person)]);
  return { ...page, total };
}
