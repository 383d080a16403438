import { RoaringBitmap32 } from 'roaring-wasm';
import type { Found, TallyRow, Top } from '../tally.js';
import { addPacked, addVisits, FIRST_ANONYMOUS } from './packed-sets.js';

/** Counts of one cell as they come from a slice of raw events or from rollups. Carried parts are subtracted already. */
export interface Part {
  readonly bucket: number;
  readonly value: string;
  readonly events: number;
  readonly pageViews: number;
  readonly visits: number;
  readonly viewedVisits: number;
  readonly bounces: number;
  readonly durationMs: number;
  readonly units: number;
}

/** Sets of people that were counted, but not read. */
export interface CountedPeople {
  readonly sets: number;
  /** Sums over the sets, and the largest. */
  readonly people: number;
  readonly users: number;
  readonly largest: number;
}

type Measures = {
  -readonly [
    M in 'events' | 'pageViews' | 'visits' | 'viewedVisits' | 'bounces' | 'durationMs' | 'units'
  ]: number;
};

interface Cell extends Measures {
  readonly bucket: number;
  readonly value: string;
  people: RoaringBitmap32 | null;
  /** Sets whose people are counted in `most`, `users` and `least` only. */
  unread: number;
  /** Bounds of how many people there are, and how many of the unread sets' members are users. */
  most: number;
  least: number;
  users: number;
  durations: Map<number, number>;
}

/** Fewer values are not worth a statement of their own. */
const FEWEST_READ = 50;

/**
 * Adds up parts of an answer without counting any person twice. Sets of people are counted first and read only where
 * that is not enough: {@link unsettled} says where, {@link read} takes them.
 */
export class Accumulator {
  private readonly cells = new Map<string, Cell>();
  private others: Found = { values: 0, pageViews: 0, events: 0 };

  add(part: Part): void {
    const cell = this.cellOf(part.bucket, part.value);
    cell.events += part.events;
    cell.pageViews += part.pageViews;
    cell.visits += part.visits;
    cell.viewedVisits += part.viewedVisits;
    cell.bounces += part.bounces;
    cell.durationMs += part.durationMs;
    cell.units += part.units;
  }

  /** Adds how many visits lasted how many seconds; with `times` −1 takes them away. */
  addDurations(
    bucket: number,
    value: string,
    durations: ReadonlyMap<number, number>,
    times: 1 | -1,
  ): void {
    const { durations: sum } = this.cellOf(bucket, value);
    for (const [seconds, visits] of durations) addVisits(sum, seconds, times * visits);
  }

  /** Adds values that are none of the rows of any {@link Top} to be given, nor any of those it passes over. */
  addOthers({ values, pageViews, events }: Found): void {
    const { others } = this;
    this.others = {
      values: others.values + values,
      pageViews: others.pageViews + pageViews,
      events: others.events + events,
    };
  }

  /** As {@link addDurations}, from the bytes of {@link packDurations}. */
  addPackedDurations(bucket: number, value: string, packed: Buffer, times: 1 | -1): void {
    addPacked(this.cellOf(bucket, value).durations, packed, times);
  }

  /** Adds people by their numbers; negative ones read as unsigned. */
  addPeople(bucket: number, value: string, people: Uint32Array): void {
    const cell = this.cellOf(bucket, value);
    cell.people ??= new RoaringBitmap32();
    cell.people.addMany(people);
  }

  /** Adds sets that can be read later. */
  addCounted(bucket: number, value: string, counted: CountedPeople): void {
    if (counted.sets === 0) return;
    const cell = this.cellOf(bucket, value);
    cell.unread += counted.sets;
    cell.most += counted.people;
    cell.least = Math.max(cell.least, counted.largest);
    cell.users += counted.users;
  }

  /**
   * Values of which some people may have been counted twice, as far as a row to be given depends on it: the most promising
   * ones, because others may be out of the question once these are known. None when all is settled.
   */
  unsettled(top: Top | undefined): string[] {
    const open = (cell: Cell): boolean =>
      cell.unread > 1 || (cell.unread === 1 && cell.people !== null);
    if (!top) return [...new Set([...this.cells.values()].filter(open).map(({ value }) => value))];
    return this.candidates(top)
      .filter(open)
      .sort((a, b) => bounds(b).most - bounds(a).most)
      .slice(0, Math.max(FEWEST_READ, 2 * (top.offset + top.count)))
      .map(({ value }) => value);
  }

  /** Takes a set of a value that was {@link unsettled}; all that were counted of it have to come. The bytes are copied. */
  read(bucket: number, value: string, people: Uint8Array): void {
    const cell = this.cellOf(bucket, value);
    const set = RoaringBitmap32.deserialize('portable', people);
    cell.unread = 0;
    if (cell.people) {
      cell.people.orInPlace(set);
      set.dispose();
    } else cell.people = set;
  }

  rows(median: boolean): TallyRow[] {
    return [...this.cells.values()].map((cell) => rowOf(cell, median));
  }

  /** The rows of a {@link Top}, once everything {@link unsettled} for it has been read. */
  top(top: Top): { rows: TallyRow[]; found: Found } {
    const chosen = this.searched(top);
    const rows = this.candidates(top)
      .map((cell) => rowOf(cell, false))
      .sort((a, b) => b[top.order] - a[top.order] || compareTexts(a.value, b.value))
      .slice(top.offset, top.offset + top.count);
    const sum = (measure: 'pageViews' | 'events'): number =>
      chosen.reduce((total, cell) => total + cell[measure], this.others[measure]);
    return {
      rows,
      found: {
        values: this.others.values + chosen.length,
        pageViews: sum('pageViews'),
        events: sum('events'),
      },
    };
  }

  /** People of the one cell there is, where nothing divides them. */
  people(): number {
    const cell = this.cells.get('0 ');
    return cell ? rowOf(cell, false).visitors - cell.units : 0;
  }

  /** Frees what lives outside of the JavaScript heap. */
  dispose(): void {
    for (const cell of this.cells.values()) cell.people?.dispose();
  }

  private searched({ search }: Top): Cell[] {
    const wanted = search?.toLowerCase();
    return [...this.cells.values()].filter(
      ({ value }) => value !== '' && (!wanted || value.toLowerCase().includes(wanted)),
    );
  }

  /** Cells that may be among the rows to be given or before them, by what is known of their people so far. */
  private candidates(top: Top): Cell[] {
    const cells = this.searched(top);
    const wanted = top.offset + top.count;
    if (cells.length <= wanted) return cells;
    if (top.order === 'visitors') {
      const atLeast = cells.map((cell) => bounds(cell).least).sort((a, b) => b - a);
      const threshold = atLeast[wanted - 1] ?? 0;
      return cells.filter((cell) => bounds(cell).most >= threshold);
    }
    const { order } = top;
    return cells
      .sort((a, b) => b[order] - a[order] || compareTexts(a.value, b.value))
      .slice(0, wanted);
  }

  private cellOf(bucket: number, value: string): Cell {
    const name = `${bucket} ${value}`;
    let cell = this.cells.get(name);
    if (!cell) {
      cell = {
        bucket,
        value,
        events: 0,
        pageViews: 0,
        visits: 0,
        viewedVisits: 0,
        bounces: 0,
        durationMs: 0,
        units: 0,
        people: null,
        unread: 0,
        most: 0,
        least: 0,
        users: 0,
        durations: new Map(),
      };
      this.cells.set(name, cell);
    }
    return cell;
  }
}

/** How many visitors a cell has at least and at most. */
function bounds({ units, people, most, least, unread }: Cell): { least: number; most: number } {
  const read = people?.size ?? 0;
  if (unread === 0) return { least: units + read, most: units + read };
  return { least: units + Math.max(read, least), most: units + read + most };
}

function rowOf(cell: Cell, median: boolean): TallyRow {
  const read = cell.people;
  const isRead = cell.unread === 0;
  return {
    bucket: cell.bucket,
    value: cell.value,
    events: cell.events,
    pageViews: cell.pageViews,
    visits: cell.visits,
    visitors: cell.units + (isRead ? (read?.size ?? 0) : cell.most),
    users: isRead ? (read?.rangeCardinality(0, FIRST_ANONYMOUS) ?? 0) : cell.users,
    viewedVisits: cell.viewedVisits,
    bounces: cell.bounces,
    durationMs: cell.durationMs,
    medianSeconds: median ? medianOf(cell.durations) : null,
  };
}

/** The same order on every machine. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Mean of the two middle values when there is no single one. */
function medianOf(durations: ReadonlyMap<number, number>): number | null {
  const sorted = [...durations].filter(([, visits]) => visits > 0).sort(([a], [b]) => a - b);
  const total = sorted.reduce((sum, [, visits]) => sum + visits, 0);
  if (total === 0) return null;
  const at = (rank: number): number => {
    let passed = 0;
    for (const [seconds, visits] of sorted) {
      passed += visits;
      if (passed > rank) return seconds;
    }
    return 0;
  };
  return (at(Math.floor((total - 1) / 2)) + at(Math.floor(total / 2))) / 2;
}
