import { machines, type Machine } from './machines.js';
import { places, type Place } from './places.js';
import type { Random } from './random.js';

/** A generated visitor; the same name is always the same person. */
export interface Person {
  readonly name: string;
  readonly place: Place;
  readonly machine: Machine;
  /** Set for people with an account. */
  readonly userId: string | null;
  readonly traits: Readonly<Record<string, unknown>> | null;
  /** Set for users of the shop's app, which keeps an id of its own. */
  readonly anonymousId: string | null;
}

const KNOWN_SHARE = 0.2;
const APP_SHARE = 0.03;
const BACK_SOON_SHARE = 0.12;
// Passers-by who may come back the same day.
const REMEMBERED = 200;

const firstNames = ['Ada', 'Ben', 'Chloé', 'Dev', 'Elif', 'Finn', 'Grace', 'Hana', 'Ivo', 'Jun'];
const lastNames = ['Adler', 'Brandt', 'Costa', 'Dubois', 'Eriksen', 'Fischer', 'Gurung', 'Horváth'];

/** Everybody who may visit: `users` people with an account who keep coming back, and passers-by without number. */
export class People {
  private readonly recent: Person[] = [];
  private passersBy = 0;

  constructor(
    private readonly random: Random,
    private readonly users: number,
  ) {}

  /** Who comes next. */
  next(): Person {
    if (this.users > 0 && this.random.chance(KNOWN_SHARE)) return this.someUser();
    if (this.recent.length > 0 && this.random.chance(BACK_SOON_SHARE)) {
      return this.random.pick(this.recent);
    }
    const person = this.passerBy();
    if (this.recent.length >= REMEMBERED) this.recent.shift();
    this.recent.push(person);
    return person;
  }

  private someUser(): Person {
    // Squared: a few customers come very often, most now and then.
    const number = Math.floor(this.random.fraction() ** 2 * this.users) + 1;
    const name = `user-${String(number).padStart(4, '0')}`;
    const own = this.random.fork(name);
    const fullName = `${own.pick(firstNames)} ${own.pick(lastNames)}`;
    return {
      ...this.described(own, name),
      userId: name,
      traits: {
        name: fullName,
        email: `${name}@customers.example`,
        plan: own.chance(0.2) ? 'club' : 'free',
      },
    };
  }

  private passerBy(): Person {
    this.passersBy += 1;
    const name = `visitor-${this.passersBy}`;
    const own = this.random.fork(name);
    const person = this.described(own, name);
    return own.chance(APP_SHARE) ? { ...person, anonymousId: `app-${own.hex(16)}` } : person;
  }

  private described(own: Random, name: string): Person {
    const place = own.weighted(places);
    return {
      name,
      place,
      machine: own.weighted(machines),
      userId: null,
      traits: null,
      anonymousId: null,
    };
  }
}
