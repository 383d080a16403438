import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { KeysRepository } from './keys.repository.js';

// One write a minute and key, whatever the traffic; written a second later, many keys at once.
const onceInMs = 60_000;
const gatherMs = 1_000;

/** Keeps `last_used_at` of keys, to the minute and without anybody waiting for it. */
@Injectable()
export class KeyUsage implements BeforeApplicationShutdown {
  private readonly logger = new Logger('KeyUsage');
  private readonly notedAt = new Map<string, number>();
  private pending = new Set<string>();
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly keys: KeysRepository) {}

  /** Takes note that a key was used. */
  note(keyId: string, now: number): void {
    const before = this.notedAt.get(keyId);
    if (before !== undefined && now - before < onceInMs) return;
    this.notedAt.set(keyId, now);
    this.pending.add(keyId);
    this.timer ??= setTimeout(() => void this.write(), gatherMs).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.write();
  }

  private async write(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    const ids = [...this.pending];
    this.pending = new Set();
    if (ids.length === 0) return;
    try {
      await this.keys.noteUse(ids, new Date());
    } catch (error) {
      // The next use after a minute writes again; nobody else depends on it.
      this.logger.warn(`Last use of ${ids.length} keys not written: ${String(error)}`);
    }
  }
}
