import { hash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** Public and secret keys write events; a read key asks questions. */
export const keyKinds = ['public', 'secret', 'read'] as const;
export type KeyKind = (typeof keyKinds)[number];

const prefixOf = {
  public: 'pk_',
  secret: 'sk_',
  read: 'rk_',
} as const satisfies Record<KeyKind, string>;
const secretBytes = 32;
const secretLength = 43;
const checkLength = 6;
const visibleLength = 11;

/** Length in characters of every key: prefix, 32 random bytes, check digits. */
export const keyLength = 3 + secretLength + checkLength;

/** A new key in plain text: `pk_`, `sk_` or `rk_`, base64url of 32 random bytes, six check digits. */
export function mintKey(kind: KeyKind, random: Buffer = randomBytes(secretBytes)): string {
  const body = prefixOf[kind] + random.toString('base64url');
  return body + checkDigits(body);
}

/**
 * Whether this can be a key at all. Costs a checksum, so typing errors and noise
 * never reach the database; it is no proof that the key exists.
 */
export function isWellFormedKey(text: string): boolean {
  if (text.length !== keyLength || !/^[psr]k_[\w-]+$/.test(text)) return false;
  const body = text.slice(0, -checkLength);
  return checkDigits(body) === text.slice(-checkLength);
}

/** Whether somebody meant this for a key, right or wrong. */
export function isKeyLike(text: string): boolean {
  return /^[psr]k_/.test(text);
}

/** What is stored instead of the key; keys are random, so a plain SHA-256 is enough. */
export function hashKey(key: string): Buffer {
  return hash('sha256', key, 'buffer');
}

/** The part of a key that stays visible in lists. */
export function visiblePrefix(key: string): string {
  return key.slice(0, visibleLength);
}

function checkDigits(body: string): string {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return sum.toString('base64url').padEnd(checkLength, '0');
}
