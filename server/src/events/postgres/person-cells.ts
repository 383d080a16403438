import { TookTooLong } from '../../platform/database/turns.js';
import type { Top } from '../tally.js';
import { type Accumulator, compareTexts } from './accumulator.js';
import { PersonPlaces } from './person-places.js';
import { plus } from './visit-cells.js';
import { is, type VisitColumns, type VisitPeople } from './visit-columns.js';

/** More have no room, and are more than anybody reads. */
const MOST_PERSONS = 1_000_000;
/** So many of the last days are added up anew each time: what is asked about them changes again and again. */
const DAYS_BY_THEMSELVES = 2;

const measures = [
  'events',
  'pageViews',
  'visits',
  'viewedVisits',
  'bounces',
  'durationMs',
  'units',
] as const;
type Measure = (typeof measures)[number];
type Sums = Record<Measure, Float64Array>;

/** Adds up visits by whose they are; 0 is nobody in particular. */
export class PersonCells {
  private readonly places: PersonPlaces;
  private sums: Sums;
  /** Whose each place is. */
  private numbers: Int32Array;
  private untangled: VisitColumns[] = [];

  constructor(like?: PersonCells) {
    this.places = new PersonPlaces(like?.places);
    this.numbers = like ? like.numbers.slice() : new Int32Array(1024);
    this.sums = sumsOf((measure) => like?.sums[measure].slice() ?? new Float64Array(1024));
  }

  /** Whom there is something of, by their places. */
  get persons(): Int32Array {
    return this.numbers.subarray(0, this.places.size);
  }

  /** Some events of a visit by its flags. */
  add(person: number, events: number, pageViews: number, flags: number, durationMs: number): void {
    const place = this.placeFor(person);
    const { sums } = this;
    plus(sums.events, place, events);
    plus(sums.pageViews, place, pageViews);
    if (flags & is.visit) {
      plus(sums.visits, place, 1);
      plus(sums.durationMs, place, durationMs);
    }
    if (flags & is.viewed) plus(sums.viewedVisits, place, 1);
    if (flags & is.bounced) plus(sums.bounces, place, 1);
    if (flags & is.unit) plus(sums.units, place, 1);
  }

  /** All visits of a stretch that cannot be in other rows as well: when everything has come, see {@link whole}. */
  addUntangled(columns: VisitColumns): void {
    this.untangled.push(columns);
  }

  /** Everything that was added. */
  whole(): PersonCells {
    const split = Math.max(0, this.untangled.length - DAYS_BY_THEMSELVES);
    const all = new PersonCells(knownSum(this.untangled.slice(0, split)));
    for (const columns of this.untangled.slice(split)) all.addRows(columns);
    this.persons.forEach((person, place) => {
      const to = all.placeFor(person);
      for (const measure of measures) plus(all.sums[measure], to, this.sums[measure][place] ?? 0);
    });
    return all;
  }

  addRows({ people: { flags, persons, durations }, events, pageViews }: VisitColumns): void {
    for (let row = 0; row < flags.length; row++) {
      const flag = flags[row] as number;
      if (flag & is.entangled) continue;
      const [some, views] = [events[row] as number, pageViews[row] as number];
      this.add(persons[row] as number, some, views, flag, durations[row] as number);
    }
  }

  /** Adds what there is to a sum, under the ids of people: all of them, or those that may be among the first of some. */
  addTo(
    sum: Accumulator,
    bucket: number,
    keys: ReadonlyMap<number, string>,
    tops: readonly Top[] | null,
  ): void {
    const { persons, sums } = this;
    const values = new Array<string>(persons.length);
    persons.forEach((person, place) => (values[place] = keys.get(person) ?? ''));
    const chosen = tops && new Set(tops.flatMap((top) => firstOf(values, sums, top)));
    const others = { values: 0, events: 0, pageViews: 0 };
    for (let place = 0; place < values.length; place++) {
      const value = values[place] as string;
      if (!chosen || chosen.has(place)) {
        sum.add({ bucket, value, ...cellAt(sums, place) });
        const person = persons[place] as number;
        if (person !== 0) sum.addCounted(bucket, value, person > 0 ? A_USER : AN_ANONYMOUS);
      } else if (value !== '') {
        others.values += 1;
        others.events += sums.events[place] as number;
        others.pageViews += sums.pageViews[place] as number;
      }
    }
    sum.addOthers(others);
  }

  private placeFor(person: number): number {
    const place = this.places.of(person);
    if (place >= MOST_PERSONS) throw new TookTooLong();
    if (place >= this.numbers.length) this.grow();
    this.numbers[place] = person;
    return place;
  }

  private grow(): void {
    const size = 2 * this.numbers.length;
    const { numbers, sums } = this;
    this.numbers = new Int32Array(size);
    this.numbers.set(numbers);
    this.sums = sumsOf((measure) => {
      const larger = new Float64Array(size);
      larger.set(sums[measure]);
      return larger;
    });
  }
}

/** Of columns that stay as they are, one after the other; it goes with the first of them. */
interface KnownSum {
  readonly of: readonly VisitPeople[];
  readonly cells: PersonCells;
}

const sums = new WeakMap<VisitPeople, KnownSum>();

/** What was asked about the last month is asked again, and all but the last days of it are the same. Not to be changed. */
function knownSum(stretches: readonly VisitColumns[]): PersonCells | undefined {
  const [first] = stretches;
  if (!first) return undefined;
  const known = sums.get(first.people);
  const isSame =
    known?.of.length === stretches.length &&
    stretches.every(({ people }, index) => people === known.of[index]);
  if (isSame) return known.cells;
  const cells = new PersonCells();
  for (const columns of stretches) cells.addRows(columns);
  sums.set(first.people, { of: stretches.map(({ people }) => people), cells });
  return cells;
}

/** The places of the rows of a {@link Top}, and of those it passes over. */
function firstOf(values: readonly string[], sums: Sums, top: Top): readonly number[] {
  const wanted = top.offset + top.count;
  // Of each value there is one person.
  const measure = top.order === 'visitors' ? null : sums[top.order];
  const compare = (a: number, b: number): number =>
    (measure ? (measure[b] as number) - (measure[a] as number) : 0) ||
    compareTexts(values[a] as string, values[b] as string);
  const first: number[] = [];
  for (let place = 0; place < values.length && wanted > 0; place++) {
    if (values[place] === '') continue;
    const last = first[wanted - 1];
    if (last !== undefined && compare(last, place) < 0) continue;
    first.splice(placeIn(first, place, compare), 0, place);
    if (first.length > wanted) first.pop();
  }
  return first;
}

/** Where something goes in a sorted list. */
function placeIn<T>(sorted: readonly T[], one: T, compare: (a: T, b: T) => number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(sorted[middle] as T, one) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sumsOf(make: (measure: Measure) => Float64Array): Sums {
  return {
    events: make('events'),
    pageViews: make('pageViews'),
    visits: make('visits'),
    viewedVisits: make('viewedVisits'),
    bounces: make('bounces'),
    durationMs: make('durationMs'),
    units: make('units'),
  };
}

function cellAt(sums: Sums, place: number): Record<Measure, number> {
  return {
    events: sums.events[place] as number,
    pageViews: sums.pageViews[place] as number,
    visits: sums.visits[place] as number,
    viewedVisits: sums.viewedVisits[place] as number,
    bounces: sums.bounces[place] as number,
    durationMs: sums.durationMs[place] as number,
    units: sums.units[place] as number,
  };
}

/** Nobody has to read who a set of one is. */
const A_USER = { sets: 1, people: 1, users: 1, largest: 1 } as const;
const AN_ANONYMOUS = { ...A_USER, users: 0 } as const;
