import { describe, expect, it } from 'vitest';
import { changeOf, cumulative, curvePaths, directionOf } from './dayCurve';

describe('a day', () => {
  it('adds up hour by hour', () => {
    expect(cumulative([1, 0, 2])).toEqual([1, 1, 3]);
  });

  it('is compared with another, unless there was nothing or next to nothing', () => {
    expect(changeOf(110, 100)).toBeCloseTo(0.1);
    expect(changeOf(20, 2)).toBeCloseTo(9);
    expect(changeOf(21, 2)).toBeNull();
    expect(changeOf(5, 0)).toBeNull();
    expect(directionOf(1, 2)).toBe('down');
    expect(directionOf(2, 2)).toBe('level');
  });

  it('is drawn from the left as far as it has come, on the scale of both', () => {
    const { today, before, last } = curvePaths([5], [0, 10], 54, 26);
    expect(today).toBe('M3 23L5 13');
    expect(before).toBe('M3 23L5 23L7 3');
    expect(last).toEqual([5, 13]);
  });

  it('without anything is a flat line', () => {
    expect(curvePaths([], [], 54, 26).today).toBe('M3 23');
  });
});
