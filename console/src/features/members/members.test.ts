import { describe, expect, it } from 'vitest';
import { endingSoon, growthShare } from './card/cardSums';
import { lastMoment } from './lastMoment';
import { causeOf } from './list/cause';
import { changeOf } from './list/changeOf';
import { offerStateOf } from './mall/offerState';
import type { MemberCard } from './memberTypes';

const now = new Date('2026-11-20T04:00:00Z');

describe('a movement of points', () => {
  it('adds what comes into the member and takes what leaves', () => {
    expect(changeOf({ debit: 'issued', credit: 'available', points: 200 })).toEqual({ by: 200, sign: 1 });
    expect(changeOf({ debit: 'available', credit: 'adjusted', points: 200 })).toEqual({ by: -200, sign: -1 });
  });

  it('changes nothing between accounts of the member', () => {
    expect(changeOf({ debit: 'pending', credit: 'available', points: 50 }).sign).toBe(0);
    expect(changeOf({ debit: 'available', credit: 'locked', points: 50 }).sign).toBe(0);
  });

  it('counts what is taken on credit as less, and its repayment as moved', () => {
    expect(changeOf({ debit: 'debt', credit: 'redeemed', points: 30 }).by).toBe(-30);
    expect(changeOf({ debit: 'available', credit: 'debt', points: 30 }).sign).toBe(0);
  });
});

describe('points that end soon', () => {
  it('are those within thirty days, by the first of them', () => {
    const expiring = [
      { points: 10, expires_at: '2026-11-30T16:00:00Z' },
      { points: 5, expires_at: '2026-12-10T16:00:00Z' },
      { points: 99, expires_at: '2027-12-31T16:00:00Z' },
    ];
    expect(endingSoon(expiring, now)).toEqual({ points: 15, first: '2026-11-30T16:00:00Z' });
    expect(endingSoon(expiring.slice(2), now)).toBeNull();
  });
});

describe('the way to the next tier', () => {
  const card = (growth: number, from: number, missing: number | null) =>
    ({ member: { growth }, tier: { growth_min: from }, next_tier: missing === null ? null : { growth_missing: missing } }) as MemberCard;

  it('begins where the tier does', () => {
    expect(growthShare(card(4_500, 3_000, 1_500))).toBe(50);
    expect(growthShare(card(3_000, 3_000, 3_000))).toBe(0);
  });

  it('holds for who was put into a tier by hand, and ends with the highest', () => {
    expect(growthShare(card(0, 3_000, 6_000))).toBe(0);
    expect(growthShare(card(9_000, 6_000, null))).toBeNull();
  });
});

describe('an offer', () => {
  const offer = { on: true, starts_at: null, ends_at: null, stock_max: 10, taken: 3 };

  it('is open, gone, to come, over or off', () => {
    expect(offerStateOf(offer, now)).toBe('open');
    expect(offerStateOf({ ...offer, taken: 10 }, now)).toBe('soldOut');
    expect(offerStateOf({ ...offer, stock_max: null, taken: 10 }, now)).toBe('open');
    expect(offerStateOf({ ...offer, starts_at: '2026-12-01T00:00:00Z' }, now)).toBe('notBegun');
    expect(offerStateOf({ ...offer, ends_at: '2026-11-20T04:00:00Z' }, now)).toBe('over');
    expect(offerStateOf({ ...offer, on: false, taken: 10 }, now)).toBe('off');
  });
});

describe('what ends at midnight', () => {
  it('holds to the end of the day before', () => {
    expect(lastMoment('2027-12-31T16:00:00Z')).toBe('2027-12-31T15:59:59.999Z');
    expect(lastMoment(null)).toBeNull();
  });
});

describe('a cause', () => {
  it('is of its own each time', () => {
    expect(causeOf()).not.toBe(causeOf());
    expect(causeOf()).toMatch(/^console-[0-9a-f]{32}$/);
  });
});
