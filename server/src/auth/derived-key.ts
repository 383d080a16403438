import { hkdfSync } from 'node:crypto';

/** What a derived key is for; a key made for one purpose is useless for another. */
export type KeyPurpose = 'access-tokens' | 'viewer-tokens' | 'refresh-tokens';

/** 32 bytes made from SECRET_KEY for one purpose, the same in every process. */
export function deriveKey(secretKey: string, purpose: KeyPurpose): Buffer {
  return Buffer.from(hkdfSync('sha256', secretKey, '', purpose, 32));
}
