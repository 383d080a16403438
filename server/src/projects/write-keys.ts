import { Injectable } from '@nestjs/common';
import { Notices } from '../platform/database/notices.js';
import { hashKey, isWellFormedKey } from './api-key.js';
import { BoundedCache } from './bounded-cache.js';
import { KeyLookups } from './key-lookups.js';
import { KeyUsage } from './key-usage.js';
import { ProjectChanges } from './project-changes.js';
import type { KnownKey, WriteKey } from './write-key.js';

const knownKeys = 10_000;
const knownMs = 60_000;
const unknownKeys = 10_000;
const unknownMs = 5_000;
// How long memory is believed while news of other processes could be missed.
const blindTrustMs = 1_000;

/**
 * Which key belongs to which project. Good and bad keys cost the same checksum, hash and look into
 * memory; what cannot be a key never reaches the database, the rest reaches it in few, large questions.
 */
@Injectable()
export class WriteKeys {
  private readonly known = new BoundedCache<KnownKey>(knownKeys, knownMs);
  private readonly unknown = new BoundedCache<true>(unknownKeys, unknownMs);
  /** Counts changes, so that an answer read before a change is not kept after it. */
  private changesSeen = 0;

  constructor(
    private readonly lookups: KeyLookups,
    private readonly usage: KeyUsage,
    private readonly notices: Notices,
    changes: ProjectChanges,
  ) {
    changes.onChanged(({ projectId }) => {
      this.forget();
      this.known.drop((key) => key.project.id === projectId);
    });
    changes.onGap(() => {
      this.forget();
      this.known.clear();
    });
  }

  /** The key if it works now, else null; a revoked key stops in every process within a second. */
  async find(key: string, now: number = Date.now()): Promise<WriteKey | null> {
    if (!isWellFormedKey(key)) return null;
    const hash = hashKey(key);
    const name = hash.toString('base64');
    const found = this.recall(name, now);
    if (found !== undefined) return this.used(found, now);
    const { changesSeen } = this;
    const looked = await this.lookups.find(hash, name);
    if (changesSeen === this.changesSeen) {
      if (looked === null) this.unknown.set(name, true, now);
      else this.known.set(name, looked, now);
    }
    return this.used(looked, now);
  }

  private recall(name: string, now: number): KnownKey | null | undefined {
    const trustMs = this.notices.live ? knownMs : blindTrustMs;
    const known = this.known.get(name, now, trustMs);
    if (known !== undefined) return known;
    return this.unknown.get(name, now, trustMs) === true ? null : undefined;
  }

  private used(key: KnownKey | null, now: number): WriteKey | null {
    if (key === null || (key.expiresAt !== null && key.expiresAt.getTime() <= now)) return null;
    this.usage.note(key.keyId, now);
    return key;
  }

  /** A key can be new that was unknown a moment ago. */
  private forget(): void {
    this.changesSeen += 1;
    this.unknown.clear();
  }
}
