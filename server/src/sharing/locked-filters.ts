import { Injectable } from '@nestjs/common';
import type { Project } from '../projects/project.js';

/** Throws a `Problem` that points into `/filters` when these cannot be asked of the project. */
export type FilterCheck = (filters: readonly unknown[], project: Project) => Promise<void>;

/** What filters mean is known to those who answer; they register here how filters are checked. */
@Injectable()
export class LockedFilters {
  private readonly checks: FilterCheck[] = [];

  register(check: FilterCheck): void {
    this.checks.push(check);
  }

  /** Refuses filters of a new link that nobody could answer. */
  async check(filters: readonly unknown[], project: Project): Promise<void> {
    for (const check of this.checks) await check(filters, project);
  }
}
