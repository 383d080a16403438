import { dayEnd, dayOf, dayStart } from '../calendar.js';
import type { ProjectScope, TimeRange } from '../tally.js';
import type { Ask } from './params.js';
import { recordedDays } from './recorded-days.js';

/** More time than this is counted quicker where its events are, and more events have no room here. */
const MOST_UNREMEMBERED_MS = 4 * 24 * 60 * 60 * 1000;
const MOST_UNREMEMBERED_EVENTS = 1_000_000;

/** A stretch of time in which something happened: of a day that is remembered, or one that is to be read. */
export interface Stretch extends TimeRange {
  readonly day: string | null;
  /** It is the whole day. Only of visits a part of a day is remembered, too. */
  readonly isWhole: boolean;
  /** Which rows tell of the visits of a day, see `RecordedDay`. */
  readonly version: string | null;
}

/** Divides a range by its days, remembered or not; null when so little is remembered that it does not pay. */
export async function stretchesOf(
  ask: Ask,
  project: ProjectScope,
  range: TimeRange,
  what: 'ways' | 'visits',
): Promise<Stretch[] | null> {
  const zone = project.timezone;
  const [from, to] = [range.from.getTime(), range.to.getTime()];
  if (from >= to) return null;
  const recorded = await recordedDays(ask, project, dayOf(zone, from), dayOf(zone, to - 1));
  if (recorded === null) return null;
  const stretches: Stretch[] = [];
  const unknown: { readonly part: TimeRange; readonly events: number | null }[] = [];
  for (const { day, ...is } of recorded) {
    const [start, end] = [dayStart(zone, day), dayEnd(zone, day)];
    const part = { from: new Date(Math.max(start, from)), to: new Date(Math.min(end, to)) };
    const isWhole = start >= from && end <= to;
    if (is[what] && (isWhole || what === 'visits')) {
      stretches.push({ day, isWhole, version: is.visits, ...part });
    } else {
      unknown.push({ part, events: is.events });
      stretches.push({ day: null, isWhole, version: null, ...part });
    }
  }
  if (unknown.length === stretches.length) return null;
  const time = unknown.reduce((sum, { part }) => sum + part.to.getTime() - part.from.getTime(), 0);
  if (time > MOST_UNREMEMBERED_MS) return null;
  let events = 0;
  for (const one of unknown) events += one.events ?? (await eventsIn(ask, project, one.part));
  return events <= MOST_UNREMEMBERED_EVENTS ? stretches : null;
}

/** How many events a stretch has, as far as it matters. */
async function eventsIn(ask: Ask, { no }: ProjectScope, { from, to }: TimeRange): Promise<number> {
  const [row] = await ask<{ events: number }>({
    sql: `SELECT count(*)::int AS events FROM (
        SELECT 1 FROM events WHERE project_no = $1 AND at >= $2 AND at < $3 LIMIT $4) e`,
    params: [no, from, to, MOST_UNREMEMBERED_EVENTS + 1],
  });
  return row?.events ?? 0;
}
