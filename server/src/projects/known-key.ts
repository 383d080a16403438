import type { KeyKind } from './api-key.js';
import type { Project } from './project.js';

/** A key as it is kept in memory; it stops at `expiresAt` without anybody's word. */
export interface KnownKey {
  readonly keyId: string;
  readonly kind: KeyKind;
  /** Empty means any origin; see `isOriginAllowed`. */
  readonly allowedOrigins: string[];
  readonly project: Project;
  readonly expiresAt: Date | null;
}
