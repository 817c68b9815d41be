import { describe, expect, it } from 'vitest';
import type { ArmCounts } from '../types';
import { compareVersions, differenceInterval, wilsonInterval } from './versions';

describe('intervals', () => {
  it('agree with the published examples', () => {
    // Newcombe (1998), Statistics in Medicine 17:857-872, table I: 81 of 263.
    const wilson = wilsonInterval(81, 263);
    expect([wilson.low, wilson.high].map((each) => each.toFixed(4))).toEqual(['0.2553', '0.3662']);
    // Newcombe (1998), 17:873-890, table II, (a): 56/70 against 48/80, method 10.
    const difference = differenceInterval(56, 70, 48, 80);
    expect([difference.low, difference.high].map((each) => each.toFixed(4))).toEqual(['0.0524', '0.3339']);
  });

  it('stay within what proportions can be', () => {
    expect(wilsonInterval(0, 10).low).toBe(0);
    expect(wilsonInterval(10, 10).high).toBe(1);
  });
});

describe('compareVersions', () => {
  const arm = (people: number, clicked: number): ArmCounts => ({ people, queued: 0, suppressed: {}, reached: { clicked } });

  it('names the better one and says whether that is sure', () => {
    const found = compareVersions({ A: arm(1000, 50), B: arm(1000, 100), holdout: arm(100, 0) });
    expect(found).toMatchObject({ best: 'B', next: 'A', bestRate: 0.1, sure: true });
    expect(compareVersions({ A: arm(20, 2), B: arm(20, 3) })?.sure).toBe(false);
  });

  it('says nothing of a single version, or before anybody clicked', () => {
    expect(compareVersions({ A: arm(10, 5), holdout: arm(5, 0) })).toBeNull();
    expect(compareVersions({ A: arm(10, 0), B: arm(10, 0) })).toBeNull();
  });
});
