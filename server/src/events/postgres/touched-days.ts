import { dayEnd, dayOf, daysTouching } from '../calendar.js';
import type { DirtyDay } from './dirty-days.repository.js';

/**
 * Days whose remembered counts a write makes wrong: those of the spans it touched, and after each the next one, whose
 * share of carried visits depends on it.
 */
export class TouchedDays {
  private readonly days = new Map<string, DirtyDay>();

  constructor(
    private readonly zoneOf: (projectNo: number) => string,
    private readonly now: number,
  ) {}

  add(projectNo: number, from: number, to: number): void {
    const zone = this.zoneOf(projectNo);
    const touched = daysTouching(zone, from, to + 1);
    const next = dayEnd(zone, dayOf(zone, to));
    if (next <= this.now) touched.push(dayOf(zone, next));
    for (const day of touched) this.days.set(`${projectNo} ${day}`, { projectNo, day });
  }

  all(): DirtyDay[] {
    return [...this.days.values()];
  }
}
