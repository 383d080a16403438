import { Injectable } from '@nestjs/common';
import type pg from 'pg';

/** One kind of rows that go with a project, contributed by the room that keeps them. */
export interface DeletionStep {
  /** Shown as progress, e.g. «events». */
  readonly name: string;
  /**
   * Removes one chunk (a second's work or less) of the project's rows and answers how many went.
   * Called again and again, each time in a transaction of its own, until it answers 0.
   */
  run(projectNo: number, client: pg.PoolClient): Promise<number>;
}

/** What is removed with a project; rooms register their steps when they start. */
@Injectable()
export class DeletionSteps {
  private readonly steps: DeletionStep[] = [];

  register(step: DeletionStep): void {
    this.steps.push(step);
  }

  all(): readonly DeletionStep[] {
    return this.steps;
  }
}
