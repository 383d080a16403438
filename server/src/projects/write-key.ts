import type { KeyKind } from './api-key.js';
import type { KnownKey } from './known-key.js';

/** A key that works, and the project whose events it may write. */
export interface WriteKey extends Omit<KnownKey, 'expiresAt'> {
  readonly kind: Exclude<KeyKind, 'read'>;
}
