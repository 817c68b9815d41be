import { describe, expect, it } from 'vitest';
import { barShare, daysOf, goalLines, nextPeriodDay, standingOf } from './goalMath';

const goal = { target: 100, actual: 40, forecast: { low: 80, expected: 95, high: 110 }, starts_on: '2026-11-01', ends_on: '2026-11-30' };

describe('standingOf', () => {
  it('looks at what is there, then at what is expected', () => {
    expect(standingOf({ ...goal, actual: 100 }, '2026-11-10')).toBe('reached');
    expect(standingOf({ ...goal, forecast: { low: 90, expected: 100, high: 110 } }, '2026-11-10')).toBe('onTrack');
    expect(standingOf(goal, '2026-11-10')).toBe('close');
    expect(standingOf({ ...goal, forecast: { low: 50, expected: 60, high: 70 } }, '2026-11-10')).toBe('behind');
    expect(standingOf({ ...goal, forecast: null }, '2026-11-10')).toBe('open');
  });

  it('knows the past and the future', () => {
    expect(standingOf(goal, '2026-12-01')).toBe('missed');
    expect(standingOf({ ...goal, actual: 120 }, '2026-12-01')).toBe('reached');
    expect(standingOf({ ...goal, actual: 0 }, '2026-10-31')).toBe('ahead');
  });
});

describe('goalLines', () => {
  it('goes on from today to the forecast', () => {
    const lines = goalLines({ ...goal, starts_on: '2026-11-01', ends_on: '2026-11-04', reached: [10, 20], target: 40, forecast: { low: 25, expected: 40, high: 50 } });
    expect(lines.reached).toEqual([10, 20, null, null]);
    expect(lines.expected).toEqual([null, 20, 30, 40]);
    expect(lines.high).toEqual([null, 20, 35, 50]);
    expect(lines.even).toEqual([10, 20, 30, 40]);
  });

  it('has nothing to expect where all days are over', () => {
    const lines = goalLines({ ...goal, starts_on: '2026-11-01', ends_on: '2026-11-02', reached: [1, 2], forecast: null });
    expect(lines.expected).toEqual([null, null]);
  });
});

describe('days', () => {
  it('of a period are all of them', () => {
    expect(daysOf('2026-02-27', '2026-03-01')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
    expect(nextPeriodDay('2026-12-31')).toBe('2027-01-01');
  });
});

it('a bar never leaves its box', () => {
  expect(barShare(150, 100)).toBe(100);
  expect(barShare(12.34, 100)).toBe(12.3);
  expect(barShare(-5, 100)).toBe(0);
});
