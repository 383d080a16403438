import { asSent, type SentOnBehalf } from './as-sent.js';
import type { SeededProject } from './as-stored.js';
import { origins } from './origins.js';
import { People } from './people.js';
import type { Random } from './random.js';
import { visit } from './visit.js';

interface Due {
  readonly at: number;
  readonly send: SentOnBehalf;
}

// What a visit of the generator has on average, engagement included.
const MESSAGES_A_VISIT = 11;
// A person in front of the screen waits for something to happen.
const HASTE = 3;
// A city's addresses differ in their last number, and so do its visitors.
const ADDRESSES = 200;

/** Visits as they happen: asked again and again, it says which events are due by now. */
export class LiveVisits {
  private readonly people: People;
  private waiting: Due[] = [];
  private askedAt: number;
  private visitsOwed = 6;

  /** About `rate` events a second, never more than twice as many at once. */
  constructor(
    private readonly random: Random,
    private readonly project: Pick<SeededProject, 'domain'>,
    private readonly rate: number,
    users: number,
    now: number,
  ) {
    this.people = new People(random.fork('people'), users);
    this.askedAt = now;
  }

  /** Events that are due, oldest first; each is told once. */
  due(now: number): SentOnBehalf[] {
    const seconds = Math.min(10, (now - this.askedAt) / 1_000);
    this.askedAt = now;
    this.visitsOwed += (seconds * this.rate) / MESSAGES_A_VISIT;
    for (; this.visitsOwed >= 1; this.visitsOwed -= 1) this.begin(now);
    const most = Math.max(1, Math.ceil(2 * this.rate * seconds));
    const due = this.waiting.filter(({ at }) => at <= now).slice(0, most);
    this.waiting = this.waiting.filter((entry) => !due.includes(entry));
    return due.map(({ send }) => send);
  }

  private begin(now: number): void {
    const person = this.people.next();
    const origin = this.random.weighted(origins);
    const begin = now + this.random.below(1_000);
    for (const calm of visit(this.random, person, origin)) {
      // Whoever is in haste looks as much shorter, too.
      const moment = { ...calm, engagedMs: Math.round(calm.engagedMs / HASTE) };
      const at = Math.round(begin + moment.afterMs / HASTE);
      const sent = asSent(this.project, this.random, person, origin, moment, at);
      this.waiting.push({ at, send: { ...sent, ip: addressOf(sent.ip, person.name) } });
    }
    this.waiting.sort((one, other) => one.at - other.at);
  }
}

function addressOf(ip: string, name: string): string {
  const number = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9_973, 7);
  return ip.replace(/\d+$/, String(1 + (number % ADDRESSES)));
}
