import { Injectable } from '@nestjs/common';
import type { Project } from '../../projects/project.js';
import { QuarantinedNotFound } from '../ingest.errors.js';
import { IngestQueue } from '../ingest.queue.js';
import { type Quarantined, QuarantinedRepository } from './quarantined.repository.js';

const REPLAY_EVENTS = 1_000;
const EVENT_BYTES = 1_024;
const ROW_ID = /^\d{1,18}$/;

/** Brings events back out of the quarantine. */
@Injectable()
export class Replays {
  constructor(
    private readonly quarantined: QuarantinedRepository,
    private readonly queue: IngestQueue,
  ) {}

  /** Puts quarantined events into the queue again, the newest thousand; those that still fail come back. */
  async replay({ no }: Project): Promise<number> {
    const rows = await this.quarantined.list(no, REPLAY_EVENTS, null);
    await this.putBack(no, rows);
    return rows.length;
  }

  /** Puts one of them into the queue again and leaves the others where they are. Throws `QuarantinedNotFound`. */
  async replayOne({ no }: Project, id: string): Promise<void> {
    const row = ROW_ID.test(id) ? await this.quarantined.find(no, id) : null;
    if (row === null) throw new QuarantinedNotFound();
    await this.putBack(no, [row]);
  }

  private async putBack(projectNo: number, rows: readonly Quarantined[]): Promise<void> {
    const events = rows.map(({ event }) => event);
    await this.queue.add(events, events.length * EVENT_BYTES);
    const ids = rows.map(({ id }) => id);
    await this.quarantined.release(projectNo, ids);
  }
}
