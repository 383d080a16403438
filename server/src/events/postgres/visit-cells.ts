import type { Accumulator } from './accumulator.js';
import { is } from './visit-columns.js';

/** Adds up rows of visits under values, by the places of these. */
export class VisitCells {
  private readonly events: Float64Array;
  private readonly pageViews: Float64Array;
  private readonly visits: Float64Array;
  private readonly viewed: Float64Array;
  private readonly bounces: Float64Array;
  private readonly durations: Float64Array;
  private readonly units: Float64Array;
  /** How many numbers of people there are under each value, and all of them with their place. */
  private readonly peopleWith: Uint32Array;
  private people = new Int32Array(1024);
  private placeOf = new Uint32Array(1024);
  private count = 0;

  constructor(values: number) {
    this.events = new Float64Array(values);
    this.pageViews = new Float64Array(values);
    this.visits = new Float64Array(values);
    this.viewed = new Float64Array(values);
    this.bounces = new Float64Array(values);
    this.durations = new Float64Array(values);
    this.units = new Float64Array(values);
    this.peopleWith = new Uint32Array(values);
  }

  addEvents(place: number, events: number, pageViews: number): void {
    plus(this.events, place, events);
    plus(this.pageViews, place, pageViews);
  }

  /** A visit by its flags, of a person or of nobody (0). */
  addVisit(place: number, flags: number, durationMs: number, person: number): void {
    if (flags & is.visit) {
      plus(this.visits, place, 1);
      plus(this.durations, place, durationMs);
    }
    if (flags & is.viewed) plus(this.viewed, place, 1);
    if (flags & is.bounced) plus(this.bounces, place, 1);
    if (flags & is.unit) plus(this.units, place, 1);
    if (person === 0) return;
    plus(this.peopleWith, place, 1);
    if (this.count === this.people.length) this.grow();
    this.people[this.count] = person;
    this.placeOf[this.count++] = place;
  }

  /** Adds what there is to a sum. */
  addTo(sum: Accumulator, bucket: number, values: readonly string[]): void {
    const people = this.sortedPeople();
    let begin = 0;
    values.forEach((value, place) => {
      const end = begin + (this.peopleWith[place] as number);
      const events = this.events[place] as number;
      if (events > 0) {
        sum.add({
          bucket,
          value,
          events,
          pageViews: this.pageViews[place] as number,
          visits: this.visits[place] as number,
          viewedVisits: this.viewed[place] as number,
          bounces: this.bounces[place] as number,
          durationMs: this.durations[place] as number,
          units: this.units[place] as number,
        });
      }
      if (end > begin) sum.addPeople(bucket, value, people.subarray(begin, end));
      begin = end;
    });
  }

  private grow(): void {
    const { people, placeOf } = this;
    this.people = new Int32Array(2 * people.length);
    this.people.set(people);
    this.placeOf = new Uint32Array(2 * placeOf.length);
    this.placeOf.set(placeOf);
  }

  /** Numbers of people, by the places of their values. */
  private sortedPeople(): Uint32Array {
    const next = new Uint32Array(this.peopleWith.length);
    let begin = 0;
    this.peopleWith.forEach((count, place) => {
      next[place] = begin;
      begin += count;
    });
    const sorted = new Uint32Array(this.count);
    for (let at = 0; at < this.count; at++) {
      const place = this.placeOf[at] as number;
      sorted[next[place] as number] = this.people[at] as number;
      plus(next, place, 1);
    }
    return sorted;
  }
}

export function plus(sums: Float64Array | Uint32Array, place: number, more: number): void {
  sums[place] = (sums[place] as number) + more;
}
