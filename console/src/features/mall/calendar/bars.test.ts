import { describe, expect, it } from 'vitest';
import { barOf, daysIn, monthOf } from './bars';

const since = new Date('2026-11-01T00:00:00Z');
const until = new Date('2026-11-11T00:00:00Z');

describe('barOf', () => {
  it('lies where it runs', () => {
    expect(barOf('2026-11-02T00:00:00Z', '2026-11-04T00:00:00Z', since, until)).toEqual({ left: 0.1, width: expect.closeTo(0.2) as number, openLeft: false, openRight: false });
  });

  it('is cut at the ends of the stretch', () => {
    expect(barOf(null, '2026-11-06T00:00:00Z', since, until)).toEqual({ left: 0, width: 0.5, openLeft: true, openRight: false });
    expect(barOf('2026-11-06T00:00:00Z', null, since, until)).toEqual({ left: 0.5, width: 0.5, openLeft: false, openRight: true });
  });

  it('is not there before and after', () => {
    expect(barOf(null, '2026-11-01T00:00:00Z', since, until)).toBeNull();
    expect(barOf('2026-11-11T00:00:00Z', null, since, until)).toBeNull();
  });
});

describe('monthOf', () => {
  it('goes over the turn of the year', () => {
    expect(monthOf('2026-11-28')).toBe('2026-11');
    expect(monthOf('2026-12-01', 1)).toBe('2027-01');
    expect(monthOf('2026-01-31', -1)).toBe('2025-12');
  });
});

describe('daysIn', () => {
  it('knows leap years', () => {
    expect([daysIn('2026-02'), daysIn('2028-02'), daysIn('2026-12')]).toEqual([28, 29, 31]);
  });
});
