import type { ApiKey } from './keysQueries';

export type KeyState = 'active' | 'expired' | 'revoked' | 'unused';

/** How a key stands; one that was never used says so. */
export function keyState(key: Pick<ApiKey, 'revoked_at' | 'expires_at' | 'used_at'>, now: Date): KeyState {
  if (key.revoked_at) return 'revoked';
  if (key.expires_at && new Date(key.expires_at) <= now) return 'expired';
  return key.used_at ? 'active' : 'unused';
}
