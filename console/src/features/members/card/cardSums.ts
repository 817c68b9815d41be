import type { MemberCard } from '../memberTypes';

const soonDays = 30;

/** Points that end within thirty days, and when the first of them do; null where none do. */
export function endingSoon(expiring: MemberCard['expiring'], now: Date): { points: number; first: string } | null {
  const limit = now.getTime() + soonDays * 86_400_000;
  const soon = expiring.filter(({ expires_at }) => Date.parse(expires_at) <= limit);
  const first = soon[0];
  return first ? { points: soon.reduce((sum, each) => sum + each.points, 0), first: first.expires_at } : null;
}

/** How far the growth value has come from this tier towards the next, in whole per cent; null in the highest. */
export function growthShare({ member, tier, next_tier }: MemberCard): number | null {
  if (!next_tier) return null;
  const from = Math.min(tier.growth_min, member.growth);
  const whole = member.growth + next_tier.growth_missing - from;
  return whole > 0 ? Math.min(100, Math.floor(((member.growth - from) / whole) * 100)) : 100;
}
