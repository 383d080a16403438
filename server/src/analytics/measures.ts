import type { TallyRow } from '../events/tally.js';

/** What is counted, without what is derived from it. */
export type Counts = Omit<TallyRow, 'bucket' | 'value'>;

export const nothing: Counts = {
  events: 0,
  pageViews: 0,
  visits: 0,
  visitors: 0,
  users: 0,
  viewedVisits: 0,
  bounces: 0,
  durationMs: 0,
  medianSeconds: null,
};

/** Bounces ÷ visits with a page view, in percent with one decimal; null when there is none. */
export function bounceRate({ bounces, viewedVisits }: Counts): number | null {
  return viewedVisits === 0 ? null : round((100 * bounces) / viewedVisits, 1);
}

/** Mean seconds of all visits, those of no length included; one decimal. */
export function visitDuration({ durationMs, visits }: Counts): number {
  return visits === 0 ? 0 : round(durationMs / visits / 1000, 1);
}

/** Page views ÷ visits, two decimals. */
export function viewsPerVisit({ pageViews, visits }: Counts): number {
  return visits === 0 ? 0 : round(pageViews / visits, 2);
}

/** Mean engaged seconds of all visits; one decimal. */
export function engagedTime({
  engagedMs,
  visits,
}: {
  readonly engagedMs: number;
  readonly visits: number;
}): number {
  return visits === 0 ? 0 : round(engagedMs / visits / 1000, 1);
}

/** Exits ÷ page views, in percent with one decimal; null without page views. */
export function exitRate({
  exits,
  pageViews,
}: {
  readonly exits: number;
  readonly pageViews: number;
}): number | null {
  return pageViews === 0 ? null : round((100 * exits) / pageViews, 1);
}

/** Mean percent of what was scrolled through, one decimal; null where nothing is known. */
export function scrollDepth({
  scrollDepth: percent,
}: {
  readonly scrollDepth: number | null;
}): number | null {
  return percent === null ? null : round(percent, 1);
}

/** Mean engaged seconds of the pages of visits, one decimal; null where nothing is known. */
export function engagedTimePerPage({
  engagedMsPerPage: milliseconds,
}: {
  readonly engagedMsPerPage: number | null;
}): number | null {
  return milliseconds === null ? null : round(milliseconds / 1000, 1);
}

/** A part of a whole in percent, one decimal. */
export function share(part: number, whole: number): number {
  return whole === 0 ? 0 : round((100 * part) / whole, 1);
}

function round(value: number, decimals: number): number {
  const factor = 10 ** decimals;
  return Math.round(value * factor) / factor;
}
