import type { Campaign, CampaignBody } from '../types';

/** What an operator has decided so far; names are sent as they stand, and what is missing stays missing. */
export interface Draft extends Omit<CampaignBody, 'segment_id' | 'account_id' | 'variants'> {
  segment_id: string | null;
  account_id: string | null;
  variants: DraftVariant[];
}

export interface DraftVariant {
  name: string;
  template_id: string | null;
  weight: number;
}

export const steps = ['who', 'what', 'when', 'check'] as const;

export type Step = (typeof steps)[number];

export function newDraft(segmentId: string | null): Draft {
  return {
    name: '',
    segment_id: segmentId,
    account_id: null,
    node_id: null,
    variants: [{ name: 'A', template_id: null, weight: 1 }],
    holdout_percent: 10,
    consent_default: false,
    caps: [{ scope: 'channel', count: 2, days: 7 }],
    quiet: { start: '22:00', end: '08:00' },
    per_minute: null,
    goal: { event: 'Order Completed', days: 7 },
    starts_at: null,
    ends_at: null,
  };
}

export function draftOf(campaign: Campaign): Draft {
  const { name, segment_id, account_id, node_id, holdout_percent, consent_default, caps, quiet, per_minute, goal, starts_at, ends_at } = campaign;
  const variants = campaign.variants.map((each) => ({ name: each.name ?? 'A', template_id: each.template_id, weight: each.weight ?? 1 }));
  return {
    name,
    segment_id,
    account_id,
    node_id,
    holdout_percent,
    consent_default,
    caps,
    quiet,
    per_minute,
    goal,
    starts_at,
    ends_at,
    variants: variants.length > 0 ? variants : newDraft(null).variants,
  };
}

/** The draft as the server keeps it; null while it lacks what even a draft needs. Variants without words are left out. */
export function bodyOf(draft: Draft): CampaignBody | null {
  const { segment_id, account_id } = draft;
  const name = draft.name.trim();
  if (!name || !segment_id || !account_id) return null;
  const variants = draft.variants.flatMap(({ template_id, ...rest }) => (template_id ? [{ ...rest, template_id }] : []));
  return { ...draft, name, segment_id, account_id, variants };
}

const letters = 'ABCDEFGHIJ';

/** The first letter that no variant has yet. */
export function nextVariantName(variants: readonly DraftVariant[]): string {
  return [...letters].find((letter) => variants.every((each) => each.name !== letter)) ?? String(variants.length + 1);
}

/** Whole percents of those sent to, by variant; they add up to 100 (largest remainder). */
export function sharesOf(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum <= 0) return weights.map(() => 0);
  const exact = weights.map((weight) => (weight * 100) / sum);
  const shares = exact.map(Math.floor);
  const byRemainder = exact.map((share, index) => ({ index, rest: share - Math.floor(share) })).sort((one, other) => other.rest - one.rest);
  const missing = 100 - shares.reduce((total, share) => total + share, 0);
  for (const { index } of byRemainder.slice(0, missing)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}

/** What a step still lacks, as keys of `compose.lacks`. */
export function lacksOf(step: Step, draft: Draft): string[] {
  if (step === 'who') {
    return [!draft.segment_id && 'segment', !draft.account_id && 'account', !draft.name.trim() && 'name'].filter((each) => each !== false);
  }
  if (step === 'what') return draft.variants.some((each) => !each.template_id) ? ['template'] : [];
  if (step === 'when' && draft.ends_at && draft.starts_at && draft.ends_at <= draft.starts_at) return ['order'];
  return [];
}
