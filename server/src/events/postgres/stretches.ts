import { dayEnd, dayStart, daysTouching } from '../calendar.js';
import type { ProjectScope, TimeRange } from '../tally.js';
import type { Ask } from './params.js';
import { recordedDays } from './recorded-days.js';

/** More time than this is counted quicker where its events are. */
const MOST_UNREMEMBERED_MS = 4 * 24 * 60 * 60 * 1000;

/** A stretch of time in which something happened: of a day that is remembered, or one that is to be read from events. */
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
  const days = daysTouching(zone, from, to);
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return null;
  const recorded = await recordedDays(ask, project, first, last);
  if (recorded === null) return null;
  const stretches: Stretch[] = [];
  let unremembered = 0;
  for (const { day, ...is } of recorded) {
    const [start, end] = [dayStart(zone, day), dayEnd(zone, day)];
    const part = { from: new Date(Math.max(start, from)), to: new Date(Math.min(end, to)) };
    const isWhole = start >= from && end <= to;
    if (is[what] && (isWhole || what === 'visits')) {
      stretches.push({ day, isWhole, version: is.visits, ...part });
    } else {
      unremembered += part.to.getTime() - part.from.getTime();
      stretches.push({ day: null, isWhole, version: null, ...part });
    }
  }
  const pays = stretches.some(({ day }) => day !== null) && unremembered <= MOST_UNREMEMBERED_MS;
  return pays ? stretches : null;
}
