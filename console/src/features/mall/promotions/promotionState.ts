import type { ToneName } from '@/page/Tone';
import type { Promotion } from './promotionQueries';

export const lifecycles = ['draft', 'coming', 'running', 'over', 'stopped'] as const;

export type Lifecycle = (typeof lifecycles)[number];

export const lifecycleTones: Record<Lifecycle, ToneName> = { draft: 'idle', coming: 'info', running: 'good', over: 'idle', stopped: 'warn' };

/** Where a promotion stands now: one that was started may wait for its day, or be past it. */
export function lifecycleOf(promotion: Pick<Promotion, 'state' | 'starts_at' | 'ends_at'>, now: Date): Lifecycle {
  if (promotion.state !== 'running') return promotion.state;
  if (promotion.starts_at && new Date(promotion.starts_at) > now) return 'coming';
  return promotion.ends_at && new Date(promotion.ends_at) <= now ? 'over' : 'running';
}
