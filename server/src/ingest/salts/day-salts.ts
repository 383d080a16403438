import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { dayEnd, dayOf, startOfDay } from '../../events/calendar.js';
import type { Project } from '../../projects/project.js';
import type { Salts } from '../enrichment/arrival.js';
import { SaltsRepository } from './salts.repository.js';

interface KeptSalts extends Salts {
  readonly timezone: string;
  /** The project's next midnight, epoch milliseconds. */
  readonly until: number;
}

const SALT_BYTES = 32;
const LIFE_MS = 48 * 3_600_000;
const MOST_PROJECTS = 10_000;

/**
 * The salts of a project's current and previous calendar date: random, the same in every process, turned at the
 * project's own midnight and gone within 48 hours.
 */
@Injectable()
export class DaySalts {
  private readonly kept = new Map<number, KeptSalts>();
  private readonly asked = new Map<string, Promise<KeptSalts>>();

  constructor(private readonly repository: SaltsRepository) {}

  /** The salts that hold at `now`; from memory except for a day's first request. */
  async at(project: Project, now: number): Promise<Salts> {
    const kept = this.kept.get(project.no);
    if (kept && now < kept.until && kept.timezone === project.timezone) return kept;
    const day = dayOf(project.timezone, now);
    const key = `${project.no} ${day}`;
    let asked = this.asked.get(key);
    if (asked === undefined) {
      asked = this.ask(project, day, now).finally(() => this.asked.delete(key));
      this.asked.set(key, asked);
    }
    return asked;
  }

  private async ask({ no, timezone }: Project, day: string, now: number): Promise<KeptSalts> {
    const start = startOfDay(timezone, now);
    const until = dayEnd(timezone, day);
    const lastUse = dayEnd(timezone, dayOf(timezone, until));
    // A day of 25 hours must not stretch the promise.
    const expiresAt = new Date(Math.min(lastUse, now + LIFE_MS));
    const today = await this.repository.settle(no, day, randomBytes(SALT_BYTES), expiresAt);
    const dayBefore = dayOf(timezone, start - 1);
    const yesterday = await this.repository.find(no, dayBefore, new Date(now));
    const salts = { today, yesterday, timezone, until };
    if (this.kept.size >= MOST_PROJECTS) this.kept.clear();
    this.kept.set(no, salts);
    return salts;
  }

  /** Deletes the salts of days that are over, here and in the database; gives their number. */
  async forget(now: number): Promise<number> {
    for (const [no, { until }] of this.kept) if (until <= now) this.kept.delete(no);
    return this.repository.forget(new Date(now));
  }
}
