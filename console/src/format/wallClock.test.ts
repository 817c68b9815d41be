import { describe, expect, it } from 'vitest';
import { dayStart, momentOf, wallOf } from './wallClock';

describe('wall clock', () => {
  it('goes to the moment and back, whatever the zone', () => {
    expect(momentOf('2026-11-22 10:00', 'Asia/Shanghai').toISOString()).toBe('2026-11-22T02:00:00.000Z');
    expect(wallOf(new Date('2026-11-22T02:00:00Z'), 'Asia/Shanghai')).toBe('2026-11-22 10:00');
    expect(momentOf('2026-07-01 09:30', 'Europe/Berlin').toISOString()).toBe('2026-07-01T07:30:00.000Z');
    expect(momentOf('2026-03-29 12:00', 'Europe/Berlin').toISOString()).toBe('2026-03-29T10:00:00.000Z');
    expect(wallOf(new Date('2026-11-21T16:00:00Z'), 'Asia/Shanghai')).toBe('2026-11-22 00:00');
  });

  it('knows when a day begins there, over a change of the clocks too', () => {
    expect(dayStart('2026-11-22', 'Asia/Shanghai').toISOString()).toBe('2026-11-21T16:00:00.000Z');
    expect(dayStart('2026-12-31', 'Asia/Shanghai', 1).toISOString()).toBe('2026-12-31T16:00:00.000Z');
    expect(dayStart('2026-03-29', 'Europe/Berlin').toISOString()).toBe('2026-03-28T23:00:00.000Z');
    expect(dayStart('2026-03-29', 'Europe/Berlin', 1).toISOString()).toBe('2026-03-29T22:00:00.000Z');
  });
});
