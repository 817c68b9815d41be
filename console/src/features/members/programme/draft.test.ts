import { describe, expect, it } from 'vitest';
import { benefitsOf, faultsOf, freshKey, titled, withBenefit, withoutTier, withTierAdded, type Draft } from './draft';

const benefit = (key: string) => ({ key, title: { zh: key } });
const when = { birthday: null, member_day: false, products: [], categories: [], brands: [], tiers: [], starts_at: null, ends_at: null };
const tier = (key: string, growth_min: number, ...benefits: string[]) => ({ key, title: { zh: key }, growth_min, points_per_yuan: '1', benefits: benefits.map(benefit) });

function draft(change: Partial<Draft> = {}): Draft {
  return {
    earns_since: null,
    tiers: [tier('regular', 0), tier('silver', 3_000, 'early'), tier('gold', 6_000, 'early', 'trial')],
    growth: { per_yuan: '10', keep_months: 12, decay: { kind: 'percent', count: 50 } },
    points: {
      activation_days: 0,
      expiry: { kind: 'end_of_next_year', count: 1 },
      claw_back: 'may_owe',
      grace_days: 30,
      lock_minutes: 30,
      remind_days: [30, 7],
      cash: { on: true, points_per_yuan: 100, share_percent_max: 50, points_min: 100, step: 100, amount_minor_max: null },
    },
    member_day: { kind: 'weekly', days: [3] },
    multipliers: [{ key: 'm', title: { zh: '双倍' }, factor: '2', when: { ...when, tiers: ['silver', 'gold'] }, budget: null }],
    combine: 'highest',
    multiplier_max: '10',
    social: [],
    ...change,
  };
}

describe('tiers', () => {
  it('grow upwards by the step of the last two, with the benefits of the highest', () => {
    const more = withTierAdded(draft()).tiers.at(-1);
    expect([more?.growth_min, more?.benefits.length]).toEqual([9_000, 2]);
  });

  it('are taken out of the rules that name them, and the lowest starts at 0', () => {
    expect(withoutTier(draft(), 2).multipliers[0]?.when.tiers).toEqual(['silver']);
    expect(withoutTier(draft(), 0).tiers.map((each) => each.growth_min)).toEqual([0, 6_000]);
  });

  it('never take a key that is taken', () => {
    expect(freshKey('tier', [{ key: 'tier_2' }])).toBe('tier_3');
    expect(freshKey('tier', [])).toBe('tier_1');
  });
});

describe('benefits', () => {
  it('are listed once, and given and taken in that order', () => {
    const all = benefitsOf(draft());
    expect(all.map(({ key }) => key)).toEqual(['early', 'trial']);
    expect(withBenefit(draft(), all, 0, 'trial', true).tiers[0]?.benefits.map(({ key }) => key)).toEqual(['trial']);
    expect(withBenefit(draft(), all, 2, 'early', false).tiers[2]?.benefits.map(({ key }) => key)).toEqual(['trial']);
  });
});

describe('titles', () => {
  it('change in one language only', () => {
    expect(titled({ zh: '银卡', en: 'Silver' }, 'zh-CN', '白银')).toEqual({ zh: '白银', en: 'Silver' });
    expect(titled({ zh: '银卡' }, 'zh-CN', '')).toEqual({});
  });
});

describe('faults', () => {
  it('are none in the preset', () => {
    expect(faultsOf(draft())).toEqual([]);
  });

  it('name what the server would refuse', () => {
    const social = { key: 's', title: {}, event: 'Points Earned', points: 0, growth: 0, times_a_day_max: 1, budget: null, starts_at: null, ends_at: null };
    const bad = draft({ tiers: [tier('regular', 0), tier('silver', 0)], social: [social], member_day: { kind: 'monthly', days: [] } });
    expect(faultsOf(bad).map(({ kind }) => kind)).toEqual(['tierOrder', 'socialName', 'socialEvent', 'socialNothing', 'memberDays']);
  });
});
