import { v7 as uuid } from 'uuid';
import type { ApiKey } from './api-key.entity.js';
import { hashKey, mintKey, visiblePrefix } from './api-key.js';

/** A new key: what is kept of it, and the key itself, which is shown once. */
export interface IssuedKey {
  readonly row: ApiKey;
  readonly key: string;
}

export type KeyDraft = Pick<ApiKey, 'projectId' | 'name' | 'kind' | 'allowedOrigins'>;

/** Makes a key; nothing is stored yet. */
export function issueKey(draft: KeyDraft, now: Date): IssuedKey {
  const key = mintKey(draft.kind);
  const row = {
    ...draft,
    id: uuid({ msecs: now.getTime() }),
    prefix: visiblePrefix(key),
    hash: hashKey(key),
    createdAt: now,
    lastUsedAt: null,
    expiresAt: null,
    revokedAt: null,
  };
  return { row, key };
}
