import type { ToneName } from '@/page/Tone';
import type { Account } from '../types';

export type Health = 'fine' | 'unused' | 'failing' | 'off';

export const healthTones: Record<Health, ToneName> = { fine: 'good', unused: 'idle', failing: 'bad', off: 'idle' };

/** How an account fares, in a word. */
export function healthOf(account: Pick<Account, 'state' | 'health'>): Health {
  if (account.state !== 'active') return 'off';
  if (!account.health.ok) return 'failing';
  return account.health.healthy_at ? 'fine' : 'unused';
}
