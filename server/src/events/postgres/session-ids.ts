import type pg from 'pg';
import type { Session } from '../session.js';
import { SESSION_ID_BLOCK, takeSessionIdBlocks } from './sessions.repository.js';

/** Session ids, fetched for the whole batch at once; what is left over is a gap. */
export class SessionIds {
  private readonly returned: string[] = [];
  private readonly blocks: number[] = [];
  private used = 0;

  static async take(client: pg.ClientBase, sessions: number): Promise<SessionIds> {
    const ids = new SessionIds();
    await ids.fetch(client, sessions);
    return ids;
  }

  /** Has so many more, whatever has been used. */
  async fetch(client: pg.ClientBase, sessions: number): Promise<void> {
    const blocks = Math.ceil(sessions / SESSION_ID_BLOCK);
    if (blocks > 0) this.blocks.push(...(await takeSessionIdBlocks(client, blocks)));
  }

  giveBack(sessions: readonly Session[]): void {
    this.returned.push(...sessions.map(({ id }) => id));
  }

  next(): string {
    const returned = this.returned.pop();
    if (returned !== undefined) return returned;
    const block = this.blocks[Math.floor(this.used / SESSION_ID_BLOCK)];
    if (block === undefined) throw new Error('More visits were opened than ids fetched.');
    const id = block * SESSION_ID_BLOCK + (this.used % SESSION_ID_BLOCK);
    this.used += 1;
    return String(id);
  }
}
