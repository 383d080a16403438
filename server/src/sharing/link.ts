import { randomBytes } from 'node:crypto';

/** A way for people without an account to see the dashboard of a project. */
export interface Link {
  readonly id: string;
  readonly projectId: string;
  readonly projectNo: number;
  readonly name: string;
  /** The secret part of its address; whoever has it may look. */
  readonly slug: string;
  readonly passwordHash: string | null;
  /** Hold in every answer, as in a question's body; whoever looks can add to them only. */
  readonly filters: readonly unknown[];
  /** Pages that may frame it: origins, or `*` alone for any. Empty means none. */
  readonly embedOrigins: readonly string[];
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

const slugBytes = 16;

/** 128 random bits in 22 characters. */
export function newSlug(random: Buffer = randomBytes(slugBytes)): string {
  return random.toString('base64url');
}

/** Whether this can be a slug at all; noise never reaches the database. */
export function isSlug(text: string): boolean {
  return /^[\w-]{22}$/.test(text);
}

/** Whether one may look through the link now. */
export function isOpen(link: Link, now: Date): boolean {
  return link.revokedAt === null && (link.expiresAt === null || link.expiresAt > now);
}
