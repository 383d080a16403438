import { DateTime } from 'luxon';
import { bucketStarts, type Interval } from '../events/calendar.js';
import type { Filter, ProjectScope, TimeRange } from '../events/tally.js';
import type { Project } from '../projects/project.js';
import { knownTimezone } from '../projects/timezone.js';
import { ImpossibleQuestion } from './analytics.errors.js';
import {
  comparedPeriod,
  customComparedPeriod,
  customPeriod,
  presetPeriod,
  type Comparison,
  type Period,
  type Preset,
} from './period.js';
import type { Named, Terms } from './terms.js';

/** The part of a question that every answer shares, as a value: what was asked, checked and spelled out. */
export interface Question {
  readonly project: ProjectScope;
  readonly weekStartsOn: Project['weekStartsOn'];
  readonly zone: string;
  readonly period: Period;
  readonly compared: Period | null;
  readonly interval: Exclude<Interval, 'minute'>;
  readonly filters: readonly Filter[];
  /** What further filters of the question refer to. */
  readonly terms: Terms;
}

/** The parameters as they came, each of the right type by itself. */
export interface Asked {
  readonly period?: Preset;
  readonly start?: string;
  readonly end?: string;
  readonly interval?: 'hour' | 'day' | 'week' | 'month';
  readonly timezone?: string;
  readonly compare?: Comparison;
  readonly compare_start?: string;
  readonly compare_end?: string;
  readonly match_weekday?: boolean;
}

export const MOST_BUCKETS = 2_000;
const DEFAULT_PERIOD: Preset = '30d';

/** Spells a question out. Throws `ImpossibleQuestion` that says what to change. */
export function readQuestion(
  asked: Asked,
  filters: (terms: Terms) => readonly Filter[],
  project: Project,
  firstEvent: Date | null,
  now: Date,
  named: Named,
): Question {
  const zone = knownTimezone(asked.timezone ?? project.timezone);
  if (zone === null) throw new ImpossibleQuestion('?timezone', 'must be an IANA zone');
  const period = readPeriod(asked, zone, firstEvent, now);
  const terms: Terms = { clock: { zone, now }, named };
  return {
    project: scopeOf(project),
    weekStartsOn: project.weekStartsOn,
    zone,
    period,
    compared: readCompared(asked, zone, period),
    interval: asked.interval ?? fittingInterval(period),
    filters: filters(terms),
    terms,
  };
}

/** What the store has to know of a project. */
export function scopeOf(project: Project): ProjectScope {
  return {
    no: project.no,
    timezone: project.timezone,
    bounceSeconds: project.bounceSeconds,
    sessionTimeoutMinutes: project.sessionTimeoutMinutes,
  };
}

/** What is counted: whole running days, too, so that their rollups can answer. */
export function rangeOf(period: Period, running: boolean): TimeRange {
  const end = running ? period.to : period.until;
  return { from: period.from.toJSDate(), to: end.toJSDate() };
}

/** Starts of the buckets of a period that have begun. Throws when there would be more than a chart can show. */
export function bucketsOf(question: Question, period: Period): Date[] {
  const { interval, zone, weekStartsOn } = question;
  const hours = period.until.diff(period.from, 'hours').hours;
  const shortest = { hour: 1, day: 23, week: 167, month: 671 }[interval];
  if (hours / shortest > MOST_BUCKETS) {
    throw new ImpossibleQuestion('?interval', `must be longer for so long a range`);
  }
  const from = period.from.toMillis();
  return bucketStarts(
    zone,
    from,
    Math.max(period.until.toMillis(), from + 1),
    interval,
    weekStartsOn,
  ).map((at) => new Date(at));
}

/** The stretch that is asked about. Throws `ImpossibleQuestion` that says what to change. */
export function readPeriod(
  asked: Pick<Asked, 'period' | 'start' | 'end'>,
  zone: string,
  firstEvent: Date | null,
  now: Date,
): Period {
  if (asked.start === undefined && asked.end === undefined) {
    return presetPeriod(asked.period ?? DEFAULT_PERIOD, { zone, now }, firstEvent);
  }
  if (asked.start === undefined) throw new ImpossibleQuestion('?start', 'is needed with end');
  const from = readTime(asked.start, '?start', zone);
  const to =
    asked.end === undefined
      ? DateTime.fromJSDate(now, { zone })
      : readTime(asked.end, '?end', zone);
  if (to <= from) throw new ImpossibleQuestion('?end', 'must be later than start');
  return customPeriod(from, to, now);
}

function readCompared(asked: Asked, zone: string, period: Period): Period | null {
  if (asked.compare === undefined) return null;
  if (asked.compare !== 'custom') {
    return comparedPeriod(period, asked.compare, asked.match_weekday === true);
  }
  if (asked.compare_start === undefined) {
    throw new ImpossibleQuestion('?compare_start', 'is needed with compare=custom');
  }
  const from = readTime(asked.compare_start, '?compare_start', zone);
  const to =
    asked.compare_end === undefined ? null : readTime(asked.compare_end, '?compare_end', zone);
  if (to !== null && to <= from) {
    throw new ImpossibleQuestion('?compare_end', 'must be later than compare_start');
  }
  return customComparedPeriod(period, from, to);
}

const EARLIEST = DateTime.fromISO('1990-01-01');
const LATEST = DateTime.fromISO('2200-01-01');

/** A time without offset, and a day, are read in the zone. */
function readTime(text: string, pointer: string, zone: string): DateTime {
  const time = DateTime.fromISO(text, { zone });
  if (!time.isValid) throw new ImpossibleQuestion(pointer, 'must be an ISO 8601 date or time');
  if (time < EARLIEST || time > LATEST) {
    throw new ImpossibleQuestion(pointer, 'must lie between the years 1990 and 2200');
  }
  return time;
}

function fittingInterval({ from, to }: Period): Question['interval'] {
  const days = to.diff(from, 'days').days;
  if (days <= 2.1) return 'hour';
  return days <= 93 ? 'day' : 'month';
}
