import { Injectable } from '@nestjs/common';
import type { KnownKey } from './known-key.js';
import { WorkingKeys } from './working-keys.js';
import type { WriteKey } from './write-key.js';

/** Keys that may write events: public and secret ones. */
@Injectable()
export class WriteKeys {
  constructor(private readonly keys: WorkingKeys) {}

  /** The key if it works now, else null; a revoked key stops in every process within a second. */
  find(key: string, now: number = Date.now()): Promise<WriteKey | null> {
    return this.keys.find(key, mayWrite, now);
  }
}

function mayWrite(key: KnownKey): key is KnownKey & WriteKey {
  return key.kind !== 'read';
}
