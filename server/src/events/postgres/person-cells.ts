import { TookTooLong } from '../../platform/database/turns.js';
import type { Accumulator } from './accumulator.js';
import { is } from './visit-columns.js';

/** Numbers of one person; of 0 those of nobody in particular. */
interface PersonCell {
  readonly person: number;
  events: number;
  pageViews: number;
  visits: number;
  viewedVisits: number;
  bounces: number;
  durationMs: number;
  units: number;
}

/** More have no room, and are more than anybody reads. */
const MOST_PERSONS = 1_000_000;

/** Adds up visits by whose they are. */
export class PersonCells {
  private readonly cells = new Map<number, PersonCell>();

  get persons(): number[] {
    return [...this.cells.keys()];
  }

  /** Some events of a visit by its flags. */
  add(person: number, events: number, pageViews: number, flags: number, durationMs: number): void {
    let cell = this.cells.get(person);
    if (!cell) {
      if (this.cells.size >= MOST_PERSONS) throw new TookTooLong();
      cell = { person, events: 0, pageViews: 0, ...noVisits };
      this.cells.set(person, cell);
    }
    cell.events += events;
    cell.pageViews += pageViews;
    if (flags & is.visit) {
      cell.visits += 1;
      cell.durationMs += durationMs;
    }
    if (flags & is.viewed) cell.viewedVisits += 1;
    if (flags & is.bounced) cell.bounces += 1;
    if (flags & is.unit) cell.units += 1;
  }

  /** Adds what there is to a sum, under the ids of people. */
  addTo(sum: Accumulator, bucket: number, keys: ReadonlyMap<number, string>): void {
    for (const { person, ...cell } of this.cells.values()) {
      const value = keys.get(person) ?? '';
      sum.add({ bucket, value, ...cell });
      if (person !== 0) sum.addCounted(bucket, value, person > 0 ? A_USER : AN_ANONYMOUS);
    }
  }
}

/** Nobody has to read who a set of one is. */
const A_USER = { sets: 1, people: 1, users: 1, largest: 1 } as const;
const AN_ANONYMOUS = { ...A_USER, users: 0 } as const;
const noVisits = { visits: 0, viewedVisits: 0, bounces: 0, durationMs: 0, units: 0 } as const;
