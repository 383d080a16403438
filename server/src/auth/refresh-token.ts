import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a refresh token says: the sign-in it belongs to and how often that one was renewed. */
export interface RefreshClaim {
  readonly signInId: string;
  readonly generation: number;
}

const tokenPattern = /^([0-9a-f-]{36})\.(\d{1,9})\.([\w-]{43})$/;

/**
 * `<sign-in>.<generation>.<signature>`. Nothing of it is stored, so nothing can leak from the
 * database; and an old token is still recognised as one of ours, however old.
 */
export function writeRefreshToken(claim: RefreshClaim, key: Buffer): string {
  const body = `${claim.signInId}.${claim.generation}`;
  return `${body}.${sign(body, key)}`;
}

/** What the token says, or null when we never signed it. */
export function readRefreshToken(token: string, key: Buffer): RefreshClaim | null {
  const match = tokenPattern.exec(token);
  if (match === null) return null;
  const [, signInId = '', generation = '', signature = ''] = match;
  const expected = Buffer.from(sign(`${signInId}.${generation}`, key));
  if (!timingSafeEqual(expected, Buffer.from(signature))) return null;
  return { signInId, generation: Number(generation) };
}

function sign(body: string, key: Buffer): string {
  return createHmac('sha256', key).update(body).digest('base64url');
}
