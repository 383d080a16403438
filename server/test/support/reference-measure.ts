import { DateTime } from 'luxon';
import type { IncomingEvent } from '../../src/events/event.js';
import { propertyMetric, type MeasureDimension, type Metric } from '../../src/events/measure.js';
import { isProperty, type Filter } from '../../src/events/tally.js';
import { numberOf, spanOf, viewsOf, type Reference, type Visit } from './reference.js';

export interface HandQuestion {
  readonly from: number;
  readonly to: number;
  readonly zone: string;
  readonly filters: readonly Filter[];
  readonly dimensions: readonly MeasureDimension[];
  readonly metrics: readonly Metric[];
  readonly buckets: readonly number[] | null;
}

/** Every metric of every cell, over all events: cells by their bucket and values as JSON. */
export function measuredByHand(
  reference: Reference,
  question: HandQuestion,
): Map<string, Record<string, number | null>> {
  return new Map(
    [...cellsByHand(reference, question)].map(([name, events]) => [
      name,
      Object.fromEntries(question.metrics.map((one) => [one, metricOf(reference, events, one)])),
    ]),
  );
}

/** The events of every cell. */
export function cellsByHand(
  reference: Reference,
  question: Omit<HandQuestion, 'metrics'>,
): Map<string, IncomingEvent[]> {
  reference.about(question.from, question.to);
  const passing = reference
    .countable(question.from, question.to)
    .filter((event) => question.filters.every((filter) => reference.passes(event, filter)));
  return Map.groupBy(passing, (event) => {
    const { buckets } = question;
    const bucket = buckets ? buckets.filter((start) => start <= event.at).length - 1 : 0;
    const values = question.dimensions.map((one) => read(reference, event, one, question.zone));
    return JSON.stringify([bucket, values]);
  });
}

function read(
  reference: Reference,
  event: IncomingEvent,
  dimension: MeasureDimension,
  zone: string,
): string | null {
  const local = DateTime.fromMillis(event.at, { zone });
  if (dimension === 'hour') return String(local.hour);
  if (dimension === 'weekday') return String(local.weekday);
  const value = reference.valueOf(event, dimension);
  return value === '' && !isProperty(dimension) ? null : value;
}

function metricOf(
  reference: Reference,
  events: readonly IncomingEvent[],
  metric: Metric,
): number | null {
  const counts = reference.count(events);
  const visits = [...new Set(events.flatMap((event) => reference.visit(event) ?? []))];
  const views = events.filter(({ kind }) => kind === 'page_view');
  const mean = (sum: number): number => (visits.length ? rounded(sum / visits.length, 1) : 0);
  const endsOf = (end: 0 | -1): number =>
    new Set(
      views.flatMap((event) => {
        const visit = reference.visit(event);
        return visit && isAt(event, viewsOf(visit).at(end)) ? [visit] : [];
      }),
    ).size;
  const exits = endsOf(-1);
  switch (metric) {
    case 'visitors':
    case 'visits':
    case 'events':
    case 'users':
      return counts[metric];
    case 'page_views':
      return views.length;
    case 'bounce_rate':
      return percent(counts.bounces, counts.viewedVisits);
    case 'visit_duration':
      return mean(counts.durationMs / 1000);
    case 'visit_duration_median':
      return quantile(
        visits.map((visit) => Math.floor(spanOf(visit.events) / 1000)),
        0.5,
      );
    case 'views_per_visit':
      return visits.length ? rounded(views.length / visits.length, 2) : 0;
    case 'engaged_time':
      return mean(visits.reduce((sum, visit) => sum + engagedOf(visit), 0) / 1000);
    case 'entries':
      return endsOf(0);
    case 'exits':
      return exits;
    case 'exit_rate':
      return percent(exits, views.length);
    case 'groups':
      return new Set(events.flatMap((event) => reference.groupOf(event) ?? [])).size;
    case 'scroll_depth':
      return scrollDepthOf(reference, views);
    case 'engaged_time_per_page':
      return engagedPerPageOf(reference, views);
    default:
      return aggregateOf(reference, events, metric);
  }
}

function aggregateOf(
  reference: Reference,
  events: readonly IncomingEvent[],
  metric: Metric,
): number | null {
  const { aggregate, property } = propertyMetric(metric) ?? { aggregate: 'sum', property: '' };
  const numbers = events
    .map((event) => numberOf(reference.valueOf(event, `property:${property}`) ?? ''))
    .filter((number) => !Number.isNaN(number));
  const sum = numbers.reduce((total, number) => total + number, 0);
  switch (aggregate) {
    case 'sum':
      return sum;
    case 'mean':
      return numbers.length ? Number((sum / numbers.length).toPrecision(12)) : null;
    case 'median':
      return quantile(numbers, 0.5);
    case 'p90':
      return quantile(numbers, 0.9);
  }
}

/** Between two neighbours, as far as the quantile lies between them. */
export function quantile(numbers: readonly number[], part: number): number | null {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = part * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  if (low === undefined || high === undefined) return null;
  return Number((low + (high - low) * (at - Math.floor(at))).toPrecision(12));
}

/** Mean of the deepest percent of each page in each visit; pages of which nothing is told are left out. */
function scrollDepthOf(reference: Reference, views: readonly IncomingEvent[]): number | null {
  const depths = engagementOfPages(reference, views).flatMap((told) => {
    const numbers = told
      .map((one) => numberOf(reference.valueOf(one, 'property:scroll_depth') ?? ''))
      .filter((depth) => !Number.isNaN(depth));
    return numbers.length > 0 ? [Math.min(Math.max(...numbers, 0), 100)] : [];
  });
  return meanOf(depths);
}

/** Mean engaged seconds of each page in each visit; pages of which no time is told are left out. */
function engagedPerPageOf(reference: Reference, views: readonly IncomingEvent[]): number | null {
  const times = engagementOfPages(reference, views)
    .map((told) => told.reduce((sum, { engagedMs }) => sum + engagedMs, 0))
    .filter((time) => time > 0);
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  return times.length === 0 ? null : rounded(mean / 1000, 1);
}

/** For each page of each visit that has one of these views, all that engagement tells of it. */
function engagementOfPages(
  reference: Reference,
  views: readonly IncomingEvent[],
): IncomingEvent[][] {
  const pages = new Map<Visit, Set<string>>();
  for (const view of views) {
    const visit = reference.visit(view);
    if (!visit || view.path === null) continue;
    pages.set(visit, (pages.get(visit) ?? new Set<string>()).add(view.path));
  }
  return [...pages].flatMap(([visit, paths]) =>
    [...paths].map((page) =>
      visit.events.filter(({ kind, path }) => kind === 'engagement' && path === page),
    ),
  );
}

/** One decimal; null of nothing. */
function meanOf(numbers: readonly number[]): number | null {
  if (numbers.length === 0) return null;
  return rounded(numbers.reduce((sum, number) => sum + number, 0) / numbers.length, 1);
}

function isAt(event: IncomingEvent, end: IncomingEvent | undefined): boolean {
  return event.at === end?.at && event.path === end.path;
}

function engagedOf(visit: Visit): number {
  return visit.events.reduce((sum, { engagedMs }) => sum + engagedMs, 0);
}

/** One decimal; null of nothing. */
export function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : rounded((100 * part) / whole, 1);
}

function rounded(value: number, decimals: number): number {
  return Math.round(value * 10 ** decimals) / 10 ** decimals;
}
