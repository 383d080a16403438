import { createHash } from 'node:crypto';
import { dayEnd, dayOf, dayStart } from '../../events/calendar.js';
import type { IncomingEvent } from '../../events/event.js';
import type { SeededProject } from './as-stored.js';
import type { Person } from './people.js';

interface Day {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly yesterday: string;
}

const REMEMBERED_DAYS = 64;

/** Who visits, in the hex digits the store knows: as at the door, cookieless people are somebody new each project day. */
export class VisitorIds {
  private days: Day[] = [];

  constructor(private readonly project: Pick<SeededProject, 'id' | 'timezone'>) {}

  /** An event received at this time belongs to these. */
  of(person: Person, receivedAt: number): Pick<IncomingEvent, 'visitor' | 'previousVisitor'> {
    const { id } = this.project;
    // An app is known by the id it keeps.
    if (person.anonymousId !== null) {
      return { visitor: digest(id, person.anonymousId), previousVisitor: null };
    }
    const day = this.dayAround(receivedAt);
    return {
      visitor: digest(id, person.name, day.name),
      previousVisitor: digest(id, person.name, day.yesterday),
    };
  }

  private dayAround(at: number): Day {
    const known = this.days.find(({ start, end }) => at >= start && at < end);
    if (known) return known;
    const { timezone } = this.project;
    const name = dayOf(timezone, at);
    const start = dayStart(timezone, name);
    const day = { name, start, end: dayEnd(timezone, name), yesterday: dayOf(timezone, start - 1) };
    this.days = [day, ...this.days].slice(0, REMEMBERED_DAYS);
    return day;
  }
}

function digest(...parts: string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32);
}
