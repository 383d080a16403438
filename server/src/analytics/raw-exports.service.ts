import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { EventStore } from '../events/event.store.js';
import { TooManyExports } from './analytics.errors.js';
import { rangeOf, type Question } from './question.js';
import { eventFile, type EventFormat } from './tables/event-file.js';

/** Each holds a connection to the database for as long as somebody reads. */
const AT_ONCE = 2;

export interface EventFileRequest {
  readonly format: EventFormat;
  readonly gzip: boolean;
  readonly onProgress?: (events: number) => void;
}

/** Files of single events, of any length, in constant memory. */
@Injectable()
export class RawExports {
  private running = 0;

  constructor(private readonly store: EventStore) {}

  /**
   * Opens the file of what a question is about, oldest first, and says how many events it has. It ends early when `left`
   * is aborted or the file is destroyed. Throws `TooManyExports`.
   */
  async open(
    { project, period, filters }: Question,
    { format, gzip, onProgress }: EventFileRequest,
    left: AbortSignal,
  ): Promise<{ total: number; file: Readable }> {
    if (this.running >= AT_ONCE) throw new TooManyExports();
    this.running += 1;
    try {
      const source = await this.store.export(
        { project, range: rangeOf(period, true), filters },
        left,
      );
      const file = eventFile(source, format, gzip, onProgress);
      file.once('close', () => {
        this.running -= 1;
      });
      left.addEventListener('abort', () => file.destroy(), { once: true });
      return { total: source.total, file };
    } catch (error) {
      this.running -= 1;
      throw error;
    }
  }
}
