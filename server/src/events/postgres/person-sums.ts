import { TookTooLong } from '../../platform/database/turns.js';
import { PersonPlaces } from './person-places.js';
import { plus } from './visit-cells.js';
import { is, type VisitColumns } from './visit-columns.js';

/** More have no room, and are more than anybody reads. */
const MOST_PERSONS = 1_000_000;

/** Where each measure is in the row of a person: all of them lie together, as they are read and written. */
const at = {
  events: 0,
  pageViews: 1,
  visits: 2,
  viewedVisits: 3,
  bounces: 4,
  durationMs: 5,
  units: 6,
} as const;
export type PersonMeasure = keyof typeof at;
const MEASURES = Object.keys(at).length;
/** Numbers of a row. */
const WIDTH = 8;

/** Sums of each person, by places. */
export class PersonSums {
  private places = new PersonPlaces();
  private rows = new Float64Array(WIDTH * 1024);
  /** Whose each place is. */
  private numbers = new Int32Array(1024);

  /** Whom there is something of, by their places. */
  get persons(): Int32Array {
    return this.numbers.subarray(0, this.places.size);
  }

  copy(): PersonSums {
    const copy = new PersonSums();
    copy.places = this.places.copy();
    copy.rows = this.rows.slice();
    copy.numbers = this.numbers.slice();
    return copy;
  }

  of(place: number, measure: PersonMeasure): number {
    return this.rows[WIDTH * place + at[measure]] as number;
  }

  /** Some events of a visit by its flags. */
  add(person: number, events: number, pageViews: number, flags: number, durationMs: number): void {
    const row = WIDTH * this.placeFor(person);
    const { rows } = this;
    plus(rows, row + at.events, events);
    plus(rows, row + at.pageViews, pageViews);
    if (flags & is.visit) {
      plus(rows, row + at.visits, 1);
      plus(rows, row + at.durationMs, durationMs);
    }
    if (flags & is.viewed) plus(rows, row + at.viewedVisits, 1);
    if (flags & is.bounced) plus(rows, row + at.bounces, 1);
    if (flags & is.unit) plus(rows, row + at.units, 1);
  }

  /** All visits but those that are in other rows as well. */
  addUntangled({ people: { flags, persons, durations }, events, pageViews }: VisitColumns): void {
    for (let row = 0; row < flags.length; row++) {
      const flag = flags[row] as number;
      if (flag & is.entangled) continue;
      const [some, views] = [events[row] as number, pageViews[row] as number];
      this.add(persons[row] as number, some, views, flag, durations[row] as number);
    }
  }

  /** Adds what another one has of the persons of this one. Gives the places of these there, marked with 1. */
  absorb({ places, rows }: PersonSums): Uint8Array {
    const absorbed = new Uint8Array(places.size);
    this.persons.forEach((person, place) => {
      const from = places.known(person);
      if (from < 0) return;
      absorbed[from] = 1;
      for (let measure = 0; measure < MEASURES; measure++) {
        plus(this.rows, WIDTH * place + measure, rows[WIDTH * from + measure] as number);
      }
    });
    return absorbed;
  }

  private placeFor(person: number): number {
    const place = this.places.of(person);
    if (place >= MOST_PERSONS) throw new TookTooLong();
    if (place >= this.numbers.length) this.grow();
    this.numbers[place] = person;
    return place;
  }

  private grow(): void {
    const { numbers, rows } = this;
    this.numbers = new Int32Array(2 * numbers.length);
    this.numbers.set(numbers);
    this.rows = new Float64Array(2 * rows.length);
    this.rows.set(rows);
  }
}
