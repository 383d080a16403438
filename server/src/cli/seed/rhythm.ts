import { DateTime } from 'luxon';

const HOUR = 3_600_000;

/** Visits by hour of the local day, midnight first; people of the zone sleep, work and shop in the evening. */
const byHour = [
  14, 8, 5, 4, 4, 7, 16, 32, 48, 60, 66, 68, 70, 66, 64, 66, 70, 76, 84, 94, 100, 88, 60, 32,
];
/** Monday first. */
const byWeekday = [1, 1.04, 1.02, 1, 0.94, 0.82, 0.9];
/** How much busier the end of the time is than its beginning. */
const GROWTH = 0.3;

/** A stretch of time and the share of all events that have happened by its end. */
export interface Slice {
  readonly from: number;
  readonly to: number;
  /** 0–1, ascending; the last one is 1. */
  readonly shareByEnd: number;
}

/** Cuts `[from, to)` into hours and says how the events of a site in this zone spread over them. */
export function rhythm(from: number, to: number, zone: string): Slice[] {
  const hours: { from: number; to: number; weight: number }[] = [];
  for (let start = from; start < to; start += HOUR) {
    const end = Math.min(start + HOUR, to);
    const progress = (start - from) / (to - from);
    hours.push({ from: start, to: end, weight: weightAt(start, zone, progress) * (end - start) });
  }
  const total = hours.reduce((sum, { weight }) => sum + weight, 0);
  let past = 0;
  return hours.map(({ from: start, to: end, weight }, index) => {
    past += weight;
    return { from: start, to: end, shareByEnd: index === hours.length - 1 ? 1 : past / total };
  });
}

function weightAt(at: number, zone: string, progress: number): number {
  const local = DateTime.fromMillis(at, { zone });
  const hour = byHour[local.hour] ?? 0;
  const next = byHour[(local.hour + 1) % 24] ?? 0;
  const weekday = byWeekday[local.weekday - 1] ?? 1;
  const smooth = hour + (next - hour) * (local.minute / 60);
  return smooth * weekday * (1 + GROWTH * progress);
}
