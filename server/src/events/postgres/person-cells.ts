import type { Top } from '../tally.js';
import { type Accumulator, compareTexts } from './accumulator.js';
import { type PersonMeasure, PersonSums } from './person-sums.js';
import type { VisitColumns, VisitPeople } from './visit-columns.js';

/** Adds up visits by whose they are; 0 is nobody in particular. */
export class PersonCells {
  private readonly counted = new PersonSums();
  private readonly untangled: VisitColumns[] = [];

  /** Some events of a visit by its flags. */
  add(person: number, events: number, pageViews: number, flags: number, durationMs: number): void {
    this.counted.add(person, events, pageViews, flags, durationMs);
  }

  /** All visits of a stretch that cannot be in other rows as well. */
  addUntangled(columns: VisitColumns): void {
    this.untangled.push(columns);
  }

  /** Everything that was added; to be asked once, when all of it has come. */
  whole(): WholeCells {
    // The running day changes again and again.
    const last = this.untangled.at(-1);
    if (last) this.counted.addUntangled(last);
    return new WholeCells(this.counted, knownSum(this.untangled.slice(0, -1)));
  }
}

/** Sums of people who have places, and what they are called. */
interface Layer {
  readonly sums: PersonSums;
  /** The same list each time. */
  readonly persons: Int32Array;
  named?: Named;
}

/** Ids by places as some map has them, '' where there is none, and what there is of all who have one. */
interface Named {
  readonly from: ReadonlyMap<number, string>;
  readonly names: readonly string[];
  readonly found: Readonly<Found>;
}

/** One of a {@link Layer}. */
interface Candidate {
  readonly layer: Layer;
  readonly place: number;
  readonly name: string;
  readonly value: number;
}

/**
 * What was counted by person. Those who were there lately have sums of their own, with all that is known of them; for all
 * others the sums of an earlier question are looked at as they are.
 */
export class WholeCells {
  private readonly layers: readonly Layer[];
  /** Places that are in another layer. */
  private readonly elsewhere = new Map<Layer, Uint8Array>();

  constructor(sums: PersonSums, known: Layer | undefined) {
    const own = layerOf(sums);
    if (known) this.elsewhere.set(known, sums.absorb(known.sums));
    this.layers = known ? [own, known] : [own];
  }

  /** Whom there is something of, some repeatedly. */
  get persons(): readonly Int32Array[] {
    return this.layers.map(({ persons }) => persons);
  }

  /** Adds what there is to a sum, under the ids of people: all of them, or those that may be among the first of some. */
  addTo(
    sum: Accumulator,
    bucket: number,
    keys: ReadonlyMap<number, string>,
    tops: readonly Top[] | null,
  ): void {
    if (!tops) {
      this.each(keys, (layer, place, name) => addOne(sum, bucket, { layer, place, name }));
      return;
    }
    const chosen = new Map(
      tops
        .flatMap((top) => this.firstOf(keys, top))
        .map((one) => [`${this.layers.indexOf(one.layer)} ${one.place}`, one]),
    );
    for (const one of chosen.values()) addOne(sum, bucket, one);
    const rest = this.total(keys);
    for (const { layer, place } of chosen.values()) takeAway(rest, layer.sums, place);
    sum.addOthers(rest);
  }

  private each(
    keys: ReadonlyMap<number, string>,
    take: (layer: Layer, place: number, name: string) => void,
  ): void {
    for (const layer of this.layers) {
      const { names } = namedBy(layer, keys);
      const elsewhere = this.elsewhere.get(layer);
      for (let place = 0; place < names.length; place++) {
        if (elsewhere?.[place] !== 1) take(layer, place, names[place] as string);
      }
    }
  }

  /** Of everybody who has an id. */
  private total(keys: ReadonlyMap<number, string>): Found {
    const total = { values: 0, events: 0, pageViews: 0 };
    for (const layer of this.layers) {
      const { names, found } = namedBy(layer, keys);
      total.values += found.values;
      total.events += found.events;
      total.pageViews += found.pageViews;
      this.elsewhere.get(layer)?.forEach((is, place) => {
        if (is === 1 && names[place] !== '') takeAway(total, layer.sums, place);
      });
    }
    return total;
  }

  /** The rows of a {@link Top}, and those it passes over. */
  private firstOf(keys: ReadonlyMap<number, string>, top: Top): readonly Candidate[] {
    const wanted = top.offset + top.count;
    const first: Candidate[] = [];
    if (wanted === 0) return first;
    this.each(keys, (layer, place, name) => {
      if (name === '') return;
      // Of each value there is one person.
      const value = top.order === 'visitors' ? 0 : layer.sums.of(place, top.order);
      const last = first[wanted - 1];
      if (last && value < last.value) return;
      const one = { layer, place, name, value };
      if (last && compare(last, one) < 0) return;
      first.splice(placeIn(first, one), 0, one);
      if (first.length > wanted) first.pop();
    });
    return first;
  }
}

interface Found {
  values: number;
  events: number;
  pageViews: number;
}

function addOne(
  sum: Accumulator,
  bucket: number,
  { layer, place, name: value }: Omit<Candidate, 'value'>,
): void {
  const of = (measure: PersonMeasure): number => layer.sums.of(place, measure);
  sum.add({
    bucket,
    value,
    events: of('events'),
    pageViews: of('pageViews'),
    visits: of('visits'),
    viewedVisits: of('viewedVisits'),
    bounces: of('bounces'),
    durationMs: of('durationMs'),
    units: of('units'),
  });
  const person = layer.persons[place] as number;
  if (person !== 0) sum.addCounted(bucket, value, person > 0 ? A_USER : AN_ANONYMOUS);
}

/** Ids in a map stay as they are; whoever is not in it now will not be later. */
function namedBy(layer: Layer, keys: ReadonlyMap<number, string>): Named {
  if (layer.named?.from === keys) return layer.named;
  const { persons, sums } = layer;
  const names = new Array<string>(persons.length);
  const found = { values: 0, events: 0, pageViews: 0 };
  for (let place = 0; place < persons.length; place++) {
    const name = keys.get(persons[place] as number) ?? '';
    names[place] = name;
    if (name === '') continue;
    found.values += 1;
    found.events += sums.of(place, 'events');
    found.pageViews += sums.of(place, 'pageViews');
  }
  layer.named = { from: keys, names, found };
  return layer.named;
}

function takeAway(found: Found, sums: PersonSums, place: number): void {
  found.values -= 1;
  found.events -= sums.of(place, 'events');
  found.pageViews -= sums.of(place, 'pageViews');
}

/** Of columns that stay as they are, one after the other. */
interface KnownSum {
  readonly of: readonly VisitPeople[];
  readonly layer: Layer;
}

/** With the first of the columns they are of, with which they go. */
const knownSums = new WeakMap<VisitPeople, readonly KnownSum[]>();

/**
 * What was asked about the last month is asked again, and all of it that is over is the same; but for the last day of
 * these, in which something may still come in. Not to be changed.
 */
function knownSum(stretches: readonly VisitColumns[]): Layer | undefined {
  const [first] = stretches;
  const last = stretches.at(-1);
  if (!first || !last) return undefined;
  const of = stretches.map(({ people }) => people);
  const known = knownSums.get(first.people) ?? [];
  const same = known.find((one) => isSame(one.of, of));
  if (same) return same.layer;
  const before = known.find((one) => isSame(one.of, of.slice(0, -1))) ?? {
    of: of.slice(0, -1),
    layer: layerOf(sumOf(stretches.slice(0, -1))),
  };
  const sums = before.layer.sums.copy();
  sums.addUntangled(last);
  const layer = layerOf(sums);
  knownSums.set(first.people, [before, { of, layer }]);
  return layer;
}

function isSame(some: readonly VisitPeople[], others: readonly VisitPeople[]): boolean {
  return some.length === others.length && some.every((one, index) => one === others[index]);
}

function sumOf(stretches: readonly VisitColumns[]): PersonSums {
  const sums = new PersonSums();
  for (const columns of stretches) sums.addUntangled(columns);
  return sums;
}

function layerOf(sums: PersonSums): Layer {
  return { sums, persons: sums.persons };
}

function compare(a: Candidate, b: Candidate): number {
  return b.value - a.value || compareTexts(a.name, b.name);
}

/** Where something goes in a list in order. */
function placeIn(sorted: readonly Candidate[], one: Candidate): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(sorted[middle] as Candidate, one) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Nobody has to read who a set of one is. */
const A_USER = { sets: 1, people: 1, users: 1, largest: 1 } as const;
const AN_ANONYMOUS = { ...A_USER, users: 0 } as const;
