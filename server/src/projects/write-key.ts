import type { KeyKind } from './api-key.js';
import type { Project } from './project.js';

/** A key that works, and the project whose events it may write. */
export interface WriteKey {
  readonly keyId: string;
  readonly kind: KeyKind;
  /** Empty means any origin; see `isOriginAllowed`. */
  readonly allowedOrigins: string[];
  readonly project: Project;
}

/** A key as it is kept in memory; it stops at `expiresAt` without anybody's word. */
export interface KnownKey extends WriteKey {
  readonly expiresAt: Date | null;
}
