import type { Dimension, Filter, ProjectScope } from '../tally.js';

/** What of the raw events is to be counted. */
export interface TallySlice {
  readonly project: ProjectScope;
  readonly from: Date;
  readonly to: Date;
  readonly filters: readonly Filter[];
  /** Null counts everything together. */
  readonly dimensions: readonly (Dimension | null)[];
  /** Starts of buckets, the first at or before `from`; null = one bucket. */
  readonly buckets: readonly Date[] | null;
  /** Also say which part of the counts has been seen since this instant already (with one bucket, without filters). */
  readonly seenSince: Date | null;
  /** Also list the durations of visits; of the total only, with one bucket. */
  readonly durations: boolean;
  /** Read visits instead of their events, wherever a visit's own row says the same: see `isCondensable`. */
  readonly condensed: boolean;
}

/** A part of the answer: parts of the same bucket, dimension and value are to be added up. Sums are digits of a bigint. */
export interface TallyPart {
  bucket: number;
  dimension: number;
  value: string;
  events: string;
  page_views: string;
  visits: number;
  viewed_visits: number;
  bounces: number;
  duration_ms: string;
  units: number;
  /** Unordered, some repeatedly. */
  people: number[] | null;
  carried_visits: number;
  carried_viewed_visits: number;
  carried_bounces: number;
  carried_duration_ms: string;
  carried_units: number;
  /** Whole seconds, and how many visits lasted so long. */
  duration_seconds: number[] | null;
  duration_visits: number[] | null;
  carried_duration_seconds: number[] | null;
  carried_duration_visits: number[] | null;
}

/** The counts of one bucket, dimension and value. */
export interface TallyRecord {
  readonly bucket: number;
  readonly dimension: number;
  readonly value: string;
  events: number;
  page_views: number;
  visits: number;
  viewed_visits: number;
  bounces: number;
  duration_ms: number;
  units: number;
  /** Some repeatedly. */
  people: number[];
  carried_visits: number;
  carried_viewed_visits: number;
  carried_bounces: number;
  carried_duration_ms: number;
  carried_units: number;
  /** How many visits lasted so many whole seconds. */
  durations: Map<number, number>;
  carried_durations: Map<number, number>;
}

const sums = [
  'events',
  'page_views',
  'visits',
  'viewed_visits',
  'bounces',
  'duration_ms',
  'units',
  'carried_visits',
  'carried_viewed_visits',
  'carried_bounces',
  'carried_duration_ms',
  'carried_units',
] as const;

/** Adds up the parts of each bucket, dimension and value. */
export function addUp(parts: readonly TallyPart[]): TallyRecord[] {
  const records = new Map<string, TallyRecord>();
  for (const part of parts) {
    const { bucket, dimension, value } = part;
    const name = `${bucket} ${dimension} ${value}`;
    const record = records.get(name) ?? emptyRecord(bucket, dimension, value);
    records.set(name, record);
    for (const measure of sums) record[measure] += Number(part[measure]);
    for (const person of part.people ?? []) record.people.push(person);
    note(record.durations, part.duration_seconds, part.duration_visits);
    note(record.carried_durations, part.carried_duration_seconds, part.carried_duration_visits);
  }
  return [...records.values()];
}

function note(into: Map<number, number>, seconds: number[] | null, visits: number[] | null): void {
  seconds?.forEach((second, index) => {
    into.set(second, (into.get(second) ?? 0) + (visits?.[index] ?? 0));
  });
}

function emptyRecord(bucket: number, dimension: number, value: string): TallyRecord {
  return {
    bucket,
    dimension,
    value,
    ...(Object.fromEntries(sums.map((sum) => [sum, 0])) as Record<(typeof sums)[number], number>),
    people: [],
    durations: new Map(),
    carried_durations: new Map(),
  };
}
