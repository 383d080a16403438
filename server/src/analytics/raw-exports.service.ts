import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { EventStore } from '../events/event.store.js';
import type { Project } from '../projects/project.js';
import { NothingOfThatId, TooManyExports } from './analytics.errors.js';
import { rangeOf, scopeOf, type Question } from './question.js';
import { eventFile, type EventFormat } from './tables/event-file.js';
import { personFile } from './tables/person-file.js';

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
    const { source, file } = await this.opened(
      () => this.store.export({ project, range: rangeOf(period, true), filters }, left),
      (opened) => eventFile(opened, format, gzip, onProgress),
      left,
    );
    return { total: source.total, file };
  }

  /** Opens the file of everything kept of a person. Throws `TooManyExports`, or `NothingOfThatId`. */
  async openPerson(
    project: Project,
    distinctId: string,
    now: Date,
    left: AbortSignal,
  ): Promise<Readable> {
    const { id, name } = project;
    const { file } = await this.opened(
      async () => {
        const found = await this.store.exportPerson(scopeOf(project), distinctId, left);
        if (found.ids.length + found.quarantined.length > 0) return found;
        await found.close();
        throw new NothingOfThatId('person');
      },
      (found) => personFile(found, { project: { id, name }, exported_at: now.toISOString() }),
      left,
    );
    return file;
  }

  private async opened<Source>(
    open: () => Promise<Source>,
    fileOf: (source: Source) => Readable,
    left: AbortSignal,
  ): Promise<{ source: Source; file: Readable }> {
    if (this.running >= AT_ONCE) throw new TooManyExports();
    this.running += 1;
    try {
      const source = await open();
      const file = fileOf(source);
      file.once('close', () => {
        this.running -= 1;
      });
      left.addEventListener('abort', () => file.destroy(), { once: true });
      return { source, file };
    } catch (error) {
      this.running -= 1;
      throw error;
    }
  }
}
