import { describe, expect, it } from 'vitest';
import { daysOf, mayBeAhead, weekdayName } from './occasionDays';

describe('days of an occasion', () => {
  it('are those of the week or the month', () => {
    expect(daysOf('weekly')).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(daysOf('monthly')).toHaveLength(31);
    expect(daysOf('birthday')).toEqual([]);
  });

  it('begin with Monday', () => {
    expect(weekdayName(1, 'en')).toBe('Mon');
    expect(weekdayName(7, 'zh-CN')).toBe('周日');
  });

  it('are come before only where each person has their own', () => {
    expect(mayBeAhead('joining_day')).toBe(true);
    expect(mayBeAhead('birthday_month')).toBe(false);
  });
});
