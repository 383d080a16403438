import { PAGE_VIEW } from '../event.js';
import type { Dimension, Top } from '../tally.js';
import { isVisitDimension } from './dimension.sql.js';
import { PersonCells } from './person-cells.js';
import type { SharedCount } from './shared-count.js';
import { VisitCells } from './visit-cells.js';
import {
  type ActionDimension,
  type ActionKinds,
  type CodedColumn,
  type Identities,
  is,
  type Numbers,
  type VisitActions,
  type VisitColumns,
} from './visit-columns.js';
import type { Passed } from './visit-test.js';

/** What by which {@link VisitCount} can count. */
export function isCountable(dimension: Dimension | null): boolean {
  return dimension !== 'group';
}

/** Counts visits by columns, one stretch of time after the other, no visit and no visitor twice. */
export class VisitCount {
  private readonly seen = new Map<string, Seen>();
  private readonly byPerson = new Map<number, PersonCells>();
  /** Whether what is nobody's in particular is in any answer by person: not among the first of those who have an id. */
  private readonly isNobodyWanted: boolean;

  constructor(private readonly counts: readonly SharedCount[]) {
    const byUser = counts.find(({ dimension }) => dimension === 'user');
    this.isNobodyWanted = byUser?.requests.some(({ top }) => !top) ?? false;
  }

  /** Notes visits of a stretch that have been counted in a bucket elsewhere, and all by a dimension that is counted by. */
  see(columns: VisitColumns, bucket: number): void {
    const rows = columns.people.flags.map((flag) => (flag & is.entangled ? 1 : 0));
    this.add(columns, { rows, action: null }, bucket, false);
  }

  /** Counts what has passed of the visits of a stretch that lies in a bucket; or only takes it for counted. */
  add(columns: VisitColumns, passed: Passed, bucket: number, isNew = true): void {
    const matched = matchedOf(columns, passed);
    for (const count of this.counts) {
      const { dimension } = count;
      if (dimension === null || isVisitDimension(dimension)) {
        this.addVisits(columns, matched, bucket, count, isNew);
      } else if (dimension === 'user') {
        this.addPersons(columns, matched, bucket, isNew);
      } else {
        this.addActions(columns, matched, bucket, count, isNew);
      }
    }
  }

  /** Adds what was counted by person, once `keysOf` has told their ids; to be called when all is counted. */
  async finish(
    keysOf: (persons: readonly Int32Array[]) => Promise<ReadonlyMap<number, string>>,
  ): Promise<void> {
    const count = this.counts.find(({ dimension }) => dimension === 'user');
    if (!count) return;
    const whole = [...this.byPerson].map(([bucket, cells]) => ({ bucket, cells: cells.whole() }));
    const keys = await keysOf(whole.flatMap(({ cells }) => cells.persons));
    for (const { bucket, cells } of whole) cells.addTo(count.sum, bucket, keys, topsOf(count));
  }

  private addPersons(
    columns: VisitColumns,
    { events, pageViews, actions }: Matched,
    bucket: number,
    isNew: boolean,
  ): void {
    const { flags, durations, persons, entangled } = columns.people;
    const cells = this.byPerson.get(bucket) ?? new PersonCells();
    this.byPerson.set(bucket, cells);
    const isAll = events === columns.events && actions === null;
    if (isAll && isNew) cells.addUntangled(columns);
    const placeOf = walk(entangled.rows);
    const add = (row: number): void => {
      const some = events[row] as number;
      const person = persons[row] as number;
      if (some === 0 || (person === 0 && !this.isNobodyWanted)) return;
      const flag = flags[row] as number;
      const left =
        flag & is.entangled
          ? leftOf(flag, entangled, placeOf(row), this.seenWith(bucket, 'user', person))
          : flag;
      if (isNew) cells.add(person, some, pageViews[row] as number, left, durations[row] as number);
    };
    if (isAll) entangled.rows.forEach(add);
    else for (let row = 0; row < flags.length; row++) add(row);
  }

  /** Each row as a whole: under the value of its visit, or all together. */
  private addVisits(
    columns: VisitColumns,
    { events, pageViews }: Matched,
    bucket: number,
    count: SharedCount,
    isNew: boolean,
  ): void {
    const { dimension, sum } = count;
    const { flags, durations, persons } = columns.people;
    const column = dimension !== null && columns.dimensions.get(dimension as 'country');
    const codes = column ? column.codes : null;
    const values = column ? column.values.map((value) => value ?? '') : [''];
    const fresh = this.freshness(columns, bucket, dimension, values);
    const cells = new VisitCells(values.length);
    const seconds = isMedianAsked(count) ? new Map<number, number>() : null;
    for (let row = 0; row < flags.length; row++) {
      const some = events[row] as number;
      if (some === 0) continue;
      const code = codes ? (codes[row] as number) : 0;
      const duration = durations[row] as number;
      const flag = fresh(row, code);
      cells.addEvents(code, some, pageViews[row] as number);
      cells.addVisit(code, flag, duration, persons[row] as number);
      if (seconds && flag & is.visit) {
        const second = Math.floor(duration / 1000);
        seconds.set(second, (seconds.get(second) ?? 0) + 1);
      }
    }
    if (!isNew) return;
    cells.addTo(sum, bucket, values);
    if (seconds) sum.addDurations(bucket, '', seconds, 1);
  }

  /** Each row under every value that what it did has. */
  private addActions(
    columns: VisitColumns,
    { events, actions: passed }: Matched,
    bucket: number,
    count: SharedCount,
    isNew: boolean,
  ): void {
    const { kinds, ends, codes, times } = columns.actions as VisitActions;
    const { flags, durations, persons } = columns.people;
    const dimension = count.dimension as ActionDimension;
    const { values, places } = namesOf(kinds[dimension]);
    const isView = viewsOf(kinds);
    const fresh = this.freshness(columns, bucket, dimension, values);
    const cells = new VisitCells(values.length);
    /** The row that had each value last, counted from 1. */
    const last = new Uint32Array(values.length);
    for (let row = 0, at = 0; row < flags.length; row++) {
      const end = ends[row] as number;
      if (events[row] === 0) at = end;
      for (; at < end; at++) {
        if (passed?.[at] === 0) continue;
        const kind = codes[at] as number;
        const place = places[kind] as number;
        const often = times[at] as number;
        cells.addEvents(place, often, isView(kind) ? often : 0);
        if (last[place] === row + 1) continue;
        last[place] = row + 1;
        cells.addVisit(place, fresh(row, place), durations[row] as number, persons[row] as number);
      }
    }
    if (isNew) cells.addTo(count.sum, bucket, values);
  }

  private seenWith(bucket: number, dimension: Dimension | null, value: string | number): Seen {
    const name = `${bucket} ${dimension ?? ''} ${value}`;
    const seen = this.seen.get(name) ?? { sessions: new Set(), units: new Set() };
    this.seen.set(name, seen);
    return seen;
  }

  /**
   * The flags of a row without what has been counted under a value before: its visit, its cookieless visitor. Rows have
   * to be asked for in order.
   */
  private freshness(
    { people: { flags, entangled } }: VisitColumns,
    bucket: number,
    dimension: Dimension | null,
    values: readonly string[],
  ): (row: number, place: number) => number {
    const seen: (Seen | undefined)[] = [];
    const seenWith = (place: number): Seen => {
      const known = seen[place];
      if (known) return known;
      const found = this.seenWith(bucket, dimension, values[place] as string);
      seen[place] = found;
      return found;
    };
    const placeOf = walk(entangled.rows);
    return (row, place) => {
      const flag = flags[row] as number;
      return flag & is.entangled ? leftOf(flag, entangled, placeOf(row), seenWith(place)) : flag;
    };
  }
}

/** Entangled visits and visitors that have been counted under a value. */
interface Seen {
  readonly sessions: Set<number>;
  readonly units: Set<bigint>;
}

function leftOf(flag: number, { sessions, units }: Identities, index: number, seen: Seen): number {
  let left = flag;
  const session = sessions[index] as number;
  if (seen.sessions.has(session)) left &= ~(is.visit | is.viewed | is.bounced);
  else seen.sessions.add(session);
  if (flag & is.unit) {
    const unit = units[index] as bigint;
    if (seen.units.has(unit)) left &= ~is.unit;
    else seen.units.add(unit);
  }
  return left;
}

/** Tells the places of numbers in an ascending list that they are in, to whoever asks for them in order. */
function walk(numbers: Uint32Array): (wanted: number) => number {
  let place = 0;
  return (wanted) => {
    while ((numbers[place] as number) < wanted) place += 1;
    return place;
  };
}

/** How much of each row has passed; its page views say nothing where it has no events. */
interface Matched {
  readonly events: Numbers;
  readonly pageViews: Numbers;
  /** 0 for actions that have not; null when it is all of those of rows with events. */
  readonly actions: Uint8Array | null;
}

function matchedOf(columns: VisitColumns, { rows, action }: Passed): Matched {
  if (action === null) {
    const events = rows ? where(rows, columns.events) : columns.events;
    return { events, pageViews: columns.pageViews, actions: null };
  }
  const { kinds, ends, codes, times } = columns.actions as VisitActions;
  const isView = viewsOf(kinds);
  const events = new Uint32Array(ends.length);
  const pageViews = new Uint32Array(ends.length);
  const actions = new Uint8Array(codes.length);
  for (let row = 0, at = 0; row < ends.length; row++) {
    const end = ends[row] as number;
    if (rows?.[row] === 0) at = end;
    for (; at < end; at++) {
      const kind = codes[at] as number;
      if (!action(row, kind)) continue;
      actions[at] = 1;
      const often = times[at] as number;
      events[row] = (events[row] as number) + often;
      if (isView(kind)) pageViews[row] = (pageViews[row] as number) + often;
    }
  }
  return { events, pageViews, actions };
}

function where(rows: Uint8Array, all: Numbers): Numbers {
  const some = all.slice();
  for (let row = 0; row < some.length; row++) if (rows[row] === 0) some[row] = 0;
  return some;
}

/** Values as they are called in answers, and the place of each row among them: what has none is called like nothing. */
function namesOf({ values, codes }: CodedColumn): { values: string[]; places: Numbers } {
  const names = values.map((value) => value ?? '');
  const none = values.indexOf(null);
  const nothing = values.indexOf('');
  const isOne = none < 0 || nothing < 0;
  return {
    values: names,
    places: isOne ? codes : codes.map((code) => (code === none ? nothing : code)),
  };
}

/** Whether a kind is that of page views. */
function viewsOf({ event: { values, codes } }: ActionKinds): (kind: number) => boolean {
  const view = values.indexOf(PAGE_VIEW);
  return (kind) => codes[kind] === view;
}

/** What is wanted of a count, unless somebody wants all of it, or searches for something. */
function topsOf({ requests }: SharedCount): readonly Top[] | null {
  const tops = requests.flatMap(({ top }) => (top && top.search === null ? top : []));
  return tops.length === requests.length ? tops : null;
}

function isMedianAsked({ requests }: SharedCount): boolean {
  return requests.some(({ median }) => median === true);
}
