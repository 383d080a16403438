import type pg from 'pg';
import type { Session } from '../session.js';
import { takeSessionIds } from './sessions.repository.js';

/** Session ids, fetched for the whole batch at once; what is left over is a gap in the sequence. */
export class SessionIds {
  private constructor(private readonly ids: string[]) {}

  static async take(client: pg.ClientBase, events: number): Promise<SessionIds> {
    return new SessionIds(await takeSessionIds(client, events));
  }

  async fetch(client: pg.ClientBase, count: number): Promise<void> {
    this.ids.push(...(await takeSessionIds(client, count)));
  }

  giveBack(sessions: readonly Session[]): void {
    this.ids.push(...sessions.map(({ id }) => id));
  }

  next(): string {
    const id = this.ids.pop();
    if (id === undefined) throw new Error('More visits were opened than ids fetched.');
    return id;
  }
}
