import { Injectable } from '@nestjs/common';
import { Notices } from '../platform/database/notices.js';
import { hashKey, isWellFormedKey } from './api-key.js';
import { BoundedCache } from './bounded-cache.js';
import { KeyLookups } from './key-lookups.js';
import { KeyUsage } from './key-usage.js';
import { ProjectChanges } from './project-changes.js';
import type { KnownKey } from './known-key.js';

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
export class WorkingKeys {
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

  /** The key if it works now and is of this kind, else null; a revoked key stops in every process within a second. */
  async find<Key extends KnownKey>(
    key: string,
    isOfKind: (known: KnownKey) => known is Key,
    now: number,
  ): Promise<Key | null> {
    if (!isWellFormedKey(key)) return null;
    const hash = hashKey(key);
    const name = hash.toString('base64');
    let known = this.recall(name, now);
    if (known === undefined) {
      const { changesSeen } = this;
      known = await this.lookups.find(hash, name);
      if (changesSeen === this.changesSeen) {
        if (known === null) this.unknown.set(name, true, now);
        else this.known.set(name, known, now);
      }
    }
    if (known === null || !isOfKind(known)) return null;
    if (known.expiresAt !== null && known.expiresAt.getTime() <= now) return null;
    this.usage.note(known.keyId, now);
    return known;
  }

  private recall(name: string, now: number): KnownKey | null | undefined {
    const trustMs = this.notices.live ? knownMs : blindTrustMs;
    const known = this.known.get(name, now, trustMs);
    if (known !== undefined) return known;
    return this.unknown.get(name, now, trustMs) === true ? null : undefined;
  }

  /** A key can be new that was unknown a moment ago. */
  private forget(): void {
    this.changesSeen += 1;
    this.unknown.clear();
  }
}
