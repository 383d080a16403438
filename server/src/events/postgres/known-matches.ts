import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { dayEnd, dayStart, daysTouching } from '../calendar.js';
import { type Filter, type ProjectScope, visitDimensions } from '../tally.js';
import { looksAtEvents, looksOnlyAt, partsOf } from './facts.sql.js';
import { sizeOf, type VersionedDay } from './known-visits.js';
import type { Ask } from './params.js';
import { VersionedCache } from './versioned-cache.js';
import { type VisitColumns, VisitColumnsBuilder, type VisitRecord } from './visit-columns.js';
import { matchedColumnsQuery } from './visit-columns.query.js';

/** More events that pass have no room here, and are counted quicker where all of them are. */
const MOST_MATCHES = 200_000;
/** Bytes that one process keeps. */
const MOST_BYTES = 48 * 2 ** 20;
/** Questions of which is known that too much passes. */
const MOST_BROAD = 1_000;

/** What is to be found. */
interface Wanted {
  readonly project: ProjectScope;
  readonly filters: readonly Filter[];
}

/** Visits by columns, as far as their events pass, by day; null when too many do. */
type Matches = ReadonlyMap<string, VisitColumns> | null;

/** Whether few events may pass, and what passes today does so tomorrow as long as its day stays as it is. */
export function isMatchable(filters: readonly Filter[]): boolean {
  const stays = filters.every((filter) => looksOnlyAt(filter, (one) => one !== 'group'));
  return stays && filters.flatMap(partsOf).some(looksAtEvents);
}

/**
 * Finds the events that pass filters which only events know, a property above all, and keeps their visits by columns: for
 * all that a dashboard asks under such filters the events are read once, and those of a day not again while what is
 * remembered of it stays as it is.
 */
export class KnownMatches {
  private readonly days = new VersionedCache<VisitColumns>(MOST_BYTES, sizeOf);
  private readonly broad = new LRUCache<string, true>({ max: MOST_BROAD });
  private readonly underWay = new Map<string, Promise<Matches>>();

  /** What passes of some days that are remembered; null when it is too much. */
  async of(ask: Ask, wanted: Wanted, days: readonly VersionedDay[]): Promise<Matches> {
    const found = new Map<string, VisitColumns>();
    const missing: VersionedDay[] = [];
    for (const day of days) {
      const columns = this.days.get(nameOf(wanted, day.day), day.version);
      if (columns) found.set(day.day, columns);
      else missing.push(day);
    }
    if (missing.length === 0) return found;
    const read = await this.readOnce(ask, wanted, missing);
    return read && new Map([...found, ...read]);
  }

  /** Whoever asks for the same at the same time waits for what is being read. */
  private async readOnce(
    ask: Ask,
    wanted: Wanted,
    days: readonly VersionedDay[],
  ): Promise<Matches> {
    const name = nameOf(wanted, days.map(({ day, version }) => `${day} ${version}`).join(' '));
    if (this.broad.has(name)) return null;
    const begun = this.underWay.get(name);
    if (begun) return begun;
    const work = read(ask, wanted, days).finally(() => this.underWay.delete(name));
    this.underWay.set(name, work);
    const matches = await work;
    if (matches === null) this.broad.set(name, true);
    for (const { day, version } of days) {
      const columns = matches?.get(day);
      if (columns) this.days.set(nameOf(wanted, day), version, columns);
    }
    return matches;
  }
}

function nameOf({ project: { no }, filters }: Wanted, what: string): string {
  return createHash('sha256')
    .update(JSON.stringify([no, filters, what]))
    .digest('base64');
}

/** In one statement: it takes as long as it does to look at all events. */
async function read(
  ask: Ask,
  { project, filters }: Wanted,
  days: readonly VersionedDay[],
): Promise<Matches> {
  const zone = project.timezone;
  const [first, last] = [days[0], days.at(-1)] as [VersionedDay, VersionedDay];
  const range = { from: new Date(dayStart(zone, first.day)), to: new Date(dayEnd(zone, last.day)) };
  const all = daysTouching(zone, range.from.getTime(), range.to.getTime());
  const rows = await ask<MatchedRow>(
    matchedColumnsQuery({
      ...{ project, range, filters, dimensions: visitDimensions },
      ...{ withActions: true, isWholeDay: false },
      days: all.map((day) => new Date(dayStart(zone, day))),
      only: { matches: MOST_MATCHES },
    }),
  );
  if ((rows[0]?.found ?? 0) > MOST_MATCHES) return null;
  const byDay = Map.groupBy(rows, ({ day }) => (day === null ? null : all[day]));
  return new Map(days.map(({ day }) => [day, columnsOf(byDay.get(day) ?? [])]));
}

interface MatchedRow extends VisitRecord {
  readonly found: number;
  readonly day: number | null;
}

function columnsOf(rows: readonly VisitRecord[]): VisitColumns {
  const builder = new VisitColumnsBuilder(visitDimensions, true);
  for (const row of rows) builder.add(row);
  return builder.build();
}
