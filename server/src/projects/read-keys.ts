import { Injectable } from '@nestjs/common';
import type { KnownKey } from './known-key.js';
import { WorkingKeys } from './working-keys.js';

/** A key that works, and the project that it may ask about. */
export interface ReadKey extends KnownKey {
  readonly kind: 'read';
}

/** Keys that may ask, and nothing else. */
@Injectable()
export class ReadKeys {
  constructor(private readonly keys: WorkingKeys) {}

  /** The key if it works now, else null; a revoked key stops in every process within a second. */
  find(key: string, now: number = Date.now()): Promise<ReadKey | null> {
    return this.keys.find(key, mayRead, now);
  }
}

function mayRead(key: KnownKey): key is ReadKey {
  return key.kind === 'read';
}
