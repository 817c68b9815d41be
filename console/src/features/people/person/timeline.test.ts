import { describe, expect, it } from 'vitest';
import type { TimelineItem } from '@/api/types';
import { amountOf, currencyOf, eventsAsked, familiesOf, familyOf, gist, groupByDay, itemIn } from './timeline';

function item(event: string, time: string): TimelineItem {
  return { message_id: `${event}${time}`, event, type: 'track', time, source: 'web', properties: {}, context: {} };
}

function name(event: string, count: number) {
  return { event, count, first_at: '2026-01-01T00:00:00Z', last_at: '2026-01-01T00:00:00Z' };
}

describe('groupByDay', () => {
  it('starts a group where the day changes and keeps the order', () => {
    const items = [item('c', '2026-02-02T10'), item('b', '2026-02-02T09'), item('a', '2026-02-01T09')];
    const days = groupByDay(items, (each) => each.time.slice(0, 10));
    expect(days.map(({ day, items: of }) => [day, of.map((each) => each.event)])).toEqual([
      ['2026-02-02', ['c', 'b']],
      ['2026-02-01', ['a']],
    ]);
  });
});

describe('what is asked of the server', () => {
  const names = [name('Order Completed', 3), name('Order Refunded', 1), name('Product Viewed', 9), name('试妆预约', 2)];

  it('is everything, the events of a kind, or one event', () => {
    expect(eventsAsked(names, null, null)).toBeNull();
    expect(eventsAsked(names, 'order', null)).toEqual(['Order Completed', 'Order Refunded']);
    expect(eventsAsked(names, 'order', 'Product Viewed')).toEqual(['Product Viewed']);
  });

  it('is nothing, not everything, where no event is of that kind', () => {
    expect(eventsAsked(names, 'message', null)).toEqual([]);
  });

  it('counts kinds as far as there are any', () => {
    expect(familiesOf(names)).toEqual([
      { name: 'order', count: 4 },
      { name: 'product', count: 9 },
      { name: 'other', count: 2 },
    ]);
  });
});

describe('itemIn', () => {
  it('finds the event that the address names', () => {
    const items = [item('a', '1'), item('b', '2')];
    expect(itemIn(items, 'b2')?.event).toBe('b');
    expect(itemIn(items, null)).toBeUndefined();
    expect(itemIn(items, 'gone')).toBeUndefined();
  });
});

describe('familyOf', () => {
  it.each([
    ['Order Completed', 'order'],
    ['Product Added', 'cart'],
    ['Product Viewed', 'product'],
    ['Message Clicked', 'message'],
    ['Invite Accepted', 'invite'],
    ['Signed Up', 'identity'],
    ['Store Visited', 'visit'],
    ['试妆预约', 'other'],
  ])('%s is %s', (event, family) => {
    expect(familyOf({ event, type: 'track' })).toBe(family);
  });

  it('goes by the type where there is no name', () => {
    expect(familyOf({ event: '', type: 'page' })).toBe('visit');
  });
});

describe('gist', () => {
  it('tells the most telling first, three at most, and a path before its address', () => {
    expect(gist({ url: 'https://x/y', path: '/y', title: 'Y', zeal: 'no' })).toEqual(['Y', '/y']);
    expect(gist({ name: 'Soap', order_id: 1, category: 'Care', store: 'S' })).toEqual(['Soap', '1', 'Care']);
    expect(gist({ name: { nested: true } })).toEqual([]);
  });
});

describe('amounts', () => {
  it('prefer the total, and ignore what is no number', () => {
    expect(amountOf({ price: 3, total: 5 })).toBe(5);
    expect(amountOf({ total: '5' })).toBeNull();
  });

  it('carry their currency where it is one', () => {
    expect(currencyOf({ currency: 'USD' })).toBe('USD');
    expect(currencyOf({ currency: 'dollars' })).toBeUndefined();
  });
});
