import { Service, inject, signal } from '@angular/core';
import { Api, apiUrl } from '../api/api';
import type { ReplayAnswer } from '../api/models';
import { sentenceOf } from '../api/problem';

/** How another try of one event stands. */
export type Replay =
  { readonly state: 'working' | 'done' } | { readonly state: 'failed'; readonly why: string };

/** Tries events that were put aside again, each alone, and remembers how that went. */
@Service({ autoProvided: false })
export class Replays {
  private readonly api = inject(Api);
  private readonly tries = signal<ReadonlyMap<string, Replay>>(new Map());

  /** How the try of this entry stands; null before there was one. */
  of(entry: string): Replay | null {
    return this.tries().get(entry) ?? null;
  }

  /** Puts one event back into the queue; true when it waits there. Nothing else is touched. */
  async replay(projectId: string, entry: string): Promise<boolean> {
    this.note(entry, { state: 'working' });
    try {
      await this.api.post<ReplayAnswer>(apiUrl`/projects/${projectId}/quarantine/${entry}/replay`);
      this.note(entry, { state: 'done' });
      return true;
    } catch (refused) {
      this.note(entry, { state: 'failed', why: sentenceOf(refused) });
      return false;
    }
  }

  private note(entry: string, replay: Replay): void {
    this.tries.update((before) => new Map(before).set(entry, replay));
  }
}
