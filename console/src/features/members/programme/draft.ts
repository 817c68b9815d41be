import type { components } from '@/api/schema';

type Schemas = components['schemas'];

/** Everything that has a default is there, as the server sends it. */
type Whole<T> = T extends readonly (infer One)[] ? Whole<One>[] : T extends object ? { [Key in keyof T]-?: Whole<T[Key]> } : T;

/** The rules of a membership while they are being changed. */
export type Draft = Whole<Schemas['Programme-Output']>;
export type DraftTier = Draft['tiers'][number];
export type DraftBenefit = DraftTier['benefits'][number];
export type Multiplier = Draft['multipliers'][number];
export type When = Multiplier['when'];
export type SocialRule = Draft['social'][number];
export type Titles = Record<string, string>;

export const tiersMax = 20;

/** As the server sent it; it fills every default. */
export function draftOf(programme: Schemas['Programme-Output']): Draft {
  return programme as Draft;
}

export function sameDraft(one: Draft, other: Draft): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** A key such as `tier_3` that none of these has. */
export function freshKey(prefix: string, taken: readonly { key: string }[]): string {
  const keys = new Set(taken.map(({ key }) => key));
  let number = taken.length + 1;
  while (keys.has(`${prefix}_${number}`)) number += 1;
  return `${prefix}_${number}`;
}

/** A title with other words in this language; the others stay as they are. */
export function titled(title: Titles, language: string, words: string): Titles {
  return Object.fromEntries(Object.entries({ ...title, [short(language)]: words }).filter(([, each]) => each));
}

export function replaced<One>(all: readonly One[], index: number, change: Partial<One>): One[] {
  return all.map((one, at) => (at === index ? { ...one, ...change } : one));
}

export function without<One>(all: readonly One[], index: number): One[] {
  return all.filter((_, at) => at !== index);
}

/** One tier more on top: as far above the last as that is above the one before. */
export function withTierAdded(draft: Draft): Draft {
  const [below, last] = [draft.tiers.at(-2), draft.tiers.at(-1)];
  const step = last && below ? last.growth_min - below.growth_min : 3_000;
  const tier: DraftTier = { key: freshKey('tier', draft.tiers), title: {}, growth_min: (last?.growth_min ?? 0) + step, points_per_yuan: last?.points_per_yuan ?? '1', benefits: last?.benefits ?? [] };
  return { ...draft, tiers: [...draft.tiers, tier] };
}

/** Without a tier; rules that spoke of it speak of the others. The lowest that is left starts at 0. */
export function withoutTier(draft: Draft, index: number): Draft {
  const gone = draft.tiers[index]?.key;
  const tiers = without(draft.tiers, index).map((tier, at) => (at === 0 ? { ...tier, growth_min: 0 } : tier));
  const multipliers = draft.multipliers.map((one) => ({ ...one, when: { ...one.when, tiers: one.when.tiers.filter((key) => key !== gone) } }));
  return { ...draft, tiers, multipliers };
}

/** What any tier is entitled to, each once, in the order in which the tiers name them. */
export function benefitsOf(draft: Draft): DraftBenefit[] {
  const found = new Map<string, DraftBenefit>();
  for (const tier of draft.tiers) for (const benefit of tier.benefits) if (!found.has(benefit.key)) found.set(benefit.key, benefit);
  return [...found.values()];
}

/** A benefit given to a tier or taken from it, in the order of all benefits. */
export function withBenefit(draft: Draft, all: readonly DraftBenefit[], index: number, key: string, on: boolean): Draft {
  const held = new Set(draft.tiers[index]?.benefits.map((benefit) => benefit.key));
  if (on) held.add(key);
  else held.delete(key);
  return { ...draft, tiers: replaced(draft.tiers, index, { benefits: all.filter((benefit) => held.has(benefit.key)) }) };
}

export function withBenefitTitled(draft: Draft, key: string, title: Titles): Draft {
  return { ...draft, tiers: draft.tiers.map((tier) => ({ ...tier, benefits: tier.benefits.map((benefit) => (benefit.key === key ? { ...benefit, title } : benefit)) })) };
}

export const faultKinds = ['tierName', 'tierOrder', 'tierRate', 'benefitName', 'multiplierName', 'multiplierFactor', 'multiplierWhen', 'socialName', 'socialEvent', 'socialNothing', 'memberDays'] as const;

export interface Fault {
  kind: (typeof faultKinds)[number];
  /** Which of them, from 0. */
  at: number;
}

/** What keeps the rules from being saved. */
export function faultsOf(draft: Draft): Fault[] {
  const faults: Fault[] = [];
  const say = (kind: Fault['kind'], at: number, wrong: boolean) => wrong && faults.push({ kind, at });
  draft.tiers.forEach((tier, at) => {
    say('tierName', at, nameless(tier.title));
    say('tierRate', at, !(Number(tier.points_per_yuan) >= 0));
    say('tierOrder', at, at > 0 && tier.growth_min <= (draft.tiers[at - 1]?.growth_min ?? 0));
  });
  benefitsOf(draft).forEach((benefit, at) => say('benefitName', at, nameless(benefit.title)));
  draft.multipliers.forEach((one, at) => {
    say('multiplierName', at, nameless(one.title));
    say('multiplierFactor', at, !(Number(one.factor) >= 1));
    say('multiplierWhen', at, Boolean(one.when.starts_at && one.when.ends_at && one.when.ends_at <= one.when.starts_at));
  });
  draft.social.forEach((rule, at) => {
    say('socialName', at, nameless(rule.title));
    say('socialEvent', at, !rule.event.trim() || /^(Points|Tier|Growth) /.test(rule.event));
    say('socialNothing', at, !rule.points && !rule.growth);
  });
  say('memberDays', 0, draft.member_day !== null && draft.member_day.days.length === 0);
  return faults;
}

function nameless(title: Titles): boolean {
  return !Object.values(title).some((words) => words.trim());
}

function short(language: string): string {
  return language.split('-')[0] ?? language;
}
