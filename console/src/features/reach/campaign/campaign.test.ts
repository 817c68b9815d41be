import { describe, expect, it } from 'vitest';
import { actsOn, campaignStates, progressOf } from '../campaigns/campaignState';
import type { ArmCounts, Campaign, Conversion } from '../types';
import { engagementOf } from './engagement';
import { placeOf, verdictOf } from './verdict';

const arm = (people: number, converted: number) => ({ people, converted, rate: null, revenue: 0, revenue_per_person: null });

function conversion(sent: [number, number], held: [number, number], difference: [number, number, number] | null): Conversion {
  const [value = 0, low = 0, high = 0] = difference ?? [];
  return {
    event: 'Order Completed',
    since: '2026-11-22T00:00:00Z',
    until: '2026-11-29T00:00:00Z',
    complete: true,
    arms: { A: arm(...sent), all: arm(...sent), holdout: arm(...held) },
    lift: { all: { difference: difference && { value, low, high }, ratio: null, revenue_per_person: null } },
    detectable_difference: 0.02,
  };
}

describe('verdictOf', () => {
  it('believes an effect only when the whole interval does', () => {
    const works = verdictOf(conversion([1000, 91], [1000, 50], [0.041, 0.019, 0.063]));
    expect(works).toMatchObject({ kind: 'works', rate: 0.091, base: 0.05, extra: { value: 41, low: 19, high: 63 } });
    expect(verdictOf(conversion([1000, 60], [1000, 50], [0.01, -0.01, 0.03])).kind).toBe('unclear');
    expect(verdictOf(conversion([1000, 20], [1000, 50], [-0.03, -0.05, -0.01])).kind).toBe('harms');
  });

  it('says nothing of an effect without somebody to compare with', () => {
    expect(verdictOf(conversion([1000, 60], [0, 0], null)).kind).toBe('noHoldout');
    expect(verdictOf(conversion([0, 0], [0, 0], null)).kind).toBe('noPeople');
  });
});

describe('placeOf', () => {
  it('keeps zero in the middle', () => {
    const place = placeOf({ value: 0.01, low: -0.02, high: 0.04 });
    expect(place.low).toBeLessThan(50);
    expect(place.value).toBeGreaterThan(50);
    expect(place.high).toBeCloseTo(50 + 50 / 1.1, 6);
  });
});

describe('progressOf', () => {
  const counts: Record<string, ArmCounts> = {
    A: { people: 60, queued: 20, suppressed: { capped: 5 }, reached: { sent: 35 } },
    B: { people: 40, queued: 0, suppressed: {}, reached: { sent: 40 } },
    holdout: { people: 10, queued: 0, suppressed: { holdout: 10 }, reached: {} },
  };

  it('counts those sent to, not those held out', () => {
    const running = { state: 'running' } as Campaign;
    expect(progressOf(running, counts)).toEqual({ people: 100, waiting: 20, passedOver: 5, handedOver: 75, percent: 80 });
  });

  it('counts the queueing while a campaign is prepared', () => {
    const preparing = { state: 'preparing', audience_count: 200, prepared_count: 50 } as Campaign;
    expect(progressOf(preparing, {})).toMatchObject({ people: 200, waiting: 150, percent: 25 });
    expect(progressOf({ state: 'running' } as Campaign, undefined).percent).toBe(0);
  });
});

describe('actsOn', () => {
  it('offers to pause only what runs, and to change only what has not begun', () => {
    expect(campaignStates.filter((state) => actsOn(state).includes('pause'))).toEqual(['running']);
    expect(campaignStates.filter((state) => actsOn(state).includes('edit'))).toEqual(['draft', 'scheduled']);
  });
});

describe('engagementOf', () => {
  it('fills the hours in which nothing happened', () => {
    const { times, opens, clicks } = engagementOf(
      [{ at: '2026-11-22T01:00:00Z', count: 5 }],
      [{ at: '2026-11-22T03:00:00Z', count: 2 }],
    );
    expect(times).toHaveLength(3);
    expect([opens, clicks]).toEqual([[5, 0, 0], [0, 0, 2]]);
  });

  it('takes days where hours would be too many', () => {
    const found = engagementOf([{ at: '2026-11-01T01:00:00Z', count: 1 }, { at: '2026-11-01T05:00:00Z', count: 1 }], [{ at: '2026-11-11T01:00:00Z', count: 3 }]);
    expect(found.daily).toBe(true);
    expect([found.times.length, found.opens[0], found.clicks[10]]).toEqual([11, 2, 3]);
    expect(engagementOf([], []).times).toEqual([]);
  });
});
