import type { ApiKey } from '../api/models';

export type KeyState = 'active' | 'ending' | 'ended' | 'revoked';

/** Whether a key still opens the door: an `ending` one was rotated and is in its grace. */
export function keyState(key: Pick<ApiKey, 'expires_at' | 'revoked_at'>, now: Date): KeyState {
  if (key.revoked_at) return 'revoked';
  if (!key.expires_at) return 'active';
  return new Date(key.expires_at) > now ? 'ending' : 'ended';
}
