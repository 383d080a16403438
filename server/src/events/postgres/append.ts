import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { Database } from '../../platform/database/database.js';
import { counts, type IncomingEvent } from '../event.js';
import { FEED_ITEMS } from '../event.feed.js';
import type { Appended } from '../event.store.js';
import type { NumberedEvent, Session } from '../session.js';
import { copyRows, plainArray, timestamp, type Column } from './bulk.js';
import { type Actions, numberActions, storedName } from './actions.repository.js';
import { markDirty, type DirtyDay } from './dirty-days.repository.js';
import { withoutForgotten } from './forgotten-people.repository.js';
import { numberGroups, type Groups } from './group-numbers.repository.js';
import { kindNumber } from './kinds.js';
import { liveEvent } from './live-event.js';
import { ID_DAYS, Partitions } from './partitions.js';
import { numberPeople, type People } from './people.repository.js';
import { withUsefulTies, type VisitRules } from './handover.js';
import type { Placement } from './placed.js';
import { placeEvents } from './placement.js';
import { lockProjects } from './project-lock.js';
import { moveEvents } from './session-events.repository.js';
import { removeSessions, saveSessions } from './sessions.repository.js';
import { TouchedDays } from './touched-days.js';
import { recallGroups, recallPeople } from './traits.repository.js';

const DAY_MS = 86_400_000;

/**
 * The write path: one transaction a batch, in which ids, people, visits, events and the marks of dirty days are written
 * together or not at all. Batches of one project queue up behind its lock, so that no two of them place the same
 * visitor's events or number the same person at once; batches of different projects run side by side (docs/adr/0005).
 */
@Injectable()
export class Append {
  private running = 0;
  private runningSince = 0;
  private busy = 0;

  constructor(
    private readonly database: Database,
    private readonly partitions: Partitions,
  ) {}

  /** Milliseconds for which batches have been on their way so far, however many at once. */
  get busyMs(): number {
    return this.busy + (this.running > 0 ? performance.now() - this.runningSince : 0);
  }

  async append(batch: readonly IncomingEvent[]): Promise<Appended> {
    if (batch.length === 0) return { events: 0, pageViews: 0, duplicates: 0, news: [] };
    if (this.running++ === 0) this.runningSince = performance.now();
    try {
      return await this.appendAll(batch);
    } finally {
      if (--this.running === 0) this.busy += performance.now() - this.runningSince;
    }
  }

  private async appendAll(batch: readonly IncomingEvent[]): Promise<Appended> {
    await this.partitions.ensure(
      batch.map(({ at }) => at),
      batch.map(({ receivedAt }) => receivedAt),
    );
    return this.database.transaction(async (client) => {
      // Rows are looked up by their keys only; a plan that reads a whole table is never the better one here.
      await client.query(
        'SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_seqscan = off',
      );
      const rules = await lockProjects(
        client,
        batch.map(({ projectNo }) => projectNo),
      );
      const fresh = await findFresh(client, await withoutForgotten(client, batch, rules));
      const people = await numberPeople(client, fresh);
      const groups = await numberGroups(client, fresh);
      const actions = await numberActions(client, fresh);
      const events = people.numbered.map((event) => {
        const rule = rules.get(event.projectNo);
        return rule ? withUsefulTies(event, rule) : event;
      });
      const placement = await placeEvents(client, events, rules);
      await write(client, events, placement, rules, { groups, actions });
      await recallPeople(client, people.toRecall);
      await recallGroups(client, groups.toRecall);
      await markDirty(client, dirtyDays(events, people.merged, placement, rules, Date.now()));
      return {
        events: events.filter(({ kind }) => counts(kind)).length,
        pageViews: events.filter(({ kind }) => kind === 'page_view').length,
        duplicates: batch.length - fresh.length,
        news: announced(events, placement),
      };
    });
  }
}

/** The events whose ids were not here yet, each id once. */
async function findFresh(
  client: pg.ClientBase,
  batch: readonly IncomingEvent[],
): Promise<IncomingEvent[]> {
  const fresh = new Map<string, IncomingEvent>();
  for (const event of batch) {
    const name = idName(event.projectNo, event.id);
    if (!fresh.has(name)) fresh.set(name, event);
  }
  if (fresh.size === 0) return [];
  const received = batch.map(({ receivedAt }) => receivedAt);
  // Days that hold nothing of the kind are not even opened. TRICKY: the ids come as the result of a query, because of
  // ids that it knows the planner looks up the frequency of each in each day, which takes several times as long as the answer.
  const { rows } = await client.query<{ event_id: string; project_no: number; day: string }>(
    `SELECT event_id, project_no, received_on::text AS day FROM event_ids
     WHERE event_id = ANY((SELECT $1::uuid[])::uuid[]) AND received_on BETWEEN $2 AND $3`,
    [
      plainArray([...fresh.values()].map(({ id }) => id)),
      utcDay(Math.min(...received) - ID_DAYS * DAY_MS),
      utcDay(Math.max(...received) + ID_DAYS * DAY_MS),
    ],
  );
  for (const { event_id, project_no, day } of rows) {
    const name = idName(project_no, event_id);
    const event = fresh.get(name);
    if (event && Math.abs(daysBetween(utcDay(event.receivedAt), day)) <= ID_DAYS)
      fresh.delete(name);
  }
  return [...fresh.values()];
}

/** What is remembered of an event so that it counts once. */
const idColumns: readonly Column<IncomingEvent>[] = [
  { name: 'event_id', type: 'uuid', of: ({ id }) => id },
  { name: 'project_no', type: 'int', of: ({ projectNo }) => projectNo },
  { name: 'received_on', type: 'date', of: ({ receivedAt }) => utcDay(receivedAt) },
];

/** Thousands of events of a batch were received on hardly more than one day. */
let latestDay = { number: Number.NaN, name: '' };

function utcDay(at: number): string {
  const number = Math.floor(at / DAY_MS);
  if (number !== latestDay.number) latestDay = { number, name: timestamp(at).slice(0, 10) };
  return latestDay.name;
}

function daysBetween(one: string, other: string): number {
  return (Date.parse(other) - Date.parse(one)) / DAY_MS;
}

function idName(projectNo: number, id: string): string {
  return `${projectNo} ${id}`;
}

async function write(
  client: pg.ClientBase,
  events: readonly NumberedEvent[],
  placement: Placement,
  rules: ReadonlyMap<number, VisitRules>,
  numbers: Numbers,
): Promise<void> {
  await removeSessions(
    client,
    placement.removed.map(({ id }) => id),
  );
  await moveEvents(client, placement.moves);
  // They take turns: the next is prepared while the database works on the one before.
  await Promise.all([
    saveSessions(client, placement.changed, placement.stored, rules),
    copyRows(client, 'events', eventColumns(placement, numbers), events),
    copyRows(client, 'event_ids', idColumns, events),
  ]);
}

/** What of events is told by numbers. */
interface Numbers {
  readonly groups: Groups;
  readonly actions: Actions;
}

function eventColumns(
  placement: Placement,
  { groups, actions }: Numbers,
): readonly Column<NumberedEvent>[] {
  const unless = (text: (one: NumberedEvent) => string | null) => (one: NumberedEvent) =>
    actions.numberOf(one) === null ? text(one) : null;
  return [
    { name: 'at', type: 'timestamptz', of: ({ at }) => at },
    { name: 'session_id', type: 'bigint', of: (one) => placement.sessionOf.get(one)?.id ?? null },
    { name: 'event_id', type: 'uuid', of: ({ id }) => id },
    { name: 'project_no', type: 'int', of: ({ projectNo }) => projectNo },
    { name: 'person_no', type: 'int', of: ({ personNo }) => personNo },
    { name: 'engaged_ms', type: 'int', of: ({ engagedMs }) => engagedMs || null },
    { name: 'kind', type: 'smallint', of: ({ kind }) => kindNumber(kind) },
    { name: 'signed_out', type: 'boolean', of: ({ signedOut }) => signedOut },
    { name: 'interactive', type: 'boolean', of: ({ interactive }) => interactive },
    { name: 'insecure', type: 'boolean', of: ({ insecure }) => insecure },
    { name: 'name', type: 'text', of: unless(storedName) },
    { name: 'hostname', type: 'text', of: unless(({ hostname }) => hostname) },
    { name: 'path', type: 'text', of: unless(({ path }) => path) },
    {
      name: 'properties',
      type: 'jsonb',
      of: ({ properties }) => (properties ? JSON.stringify(properties) : null),
    },
    { name: 'group_no', type: 'int', of: groups.numberOf },
    { name: 'action_no', type: 'int', of: actions.numberOf },
    { name: 'traits', type: 'jsonb', of: ({ traits }) => (traits ? JSON.stringify(traits) : null) },
  ];
}

/** Days whose remembered counts this batch makes wrong: those of its events and of every visit it changed. */
function dirtyDays(
  events: readonly NumberedEvent[],
  merged: People['merged'],
  placement: Placement,
  rules: ReadonlyMap<number, VisitRules>,
  now: number,
): DirtyDay[] {
  const days = new TouchedDays((projectNo) => rules.get(projectNo)?.timezone ?? 'UTC', now);
  const visit = (session: Session): void =>
    days.add(session.projectNo, session.startedAt, session.lastAt);
  for (const event of events) {
    if (!placement.sessionOf.has(event)) days.add(event.projectNo, event.at, event.at);
  }
  placement.changed.forEach(visit);
  placement.removed.forEach(visit);
  for (const { projectNo, since, until } of merged) {
    days.add(projectNo, since, Math.min(until, now));
  }
  return days.all();
}

function announced(events: readonly NumberedEvent[], placement: Placement): Appended['news'] {
  const countable = Map.groupBy(
    events.filter(({ kind }) => counts(kind)),
    ({ projectNo }) => projectNo,
  );
  return [...countable].map(([projectNo, stored]) => ({
    projectNo,
    items: stored
      .slice(-FEED_ITEMS)
      .map((event) => liveEvent(event, placement.sessionOf.get(event))),
    skipped: Math.max(0, stored.length - FEED_ITEMS),
  }));
}
