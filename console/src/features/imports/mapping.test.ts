import { describe, expect, it } from 'vitest';
import type { Import, KindInfo, SavedMapping } from './importsQueries';
import { assign, fieldOf, fitting, fittingFirst, freeField, isFree, missingFields, optionsFor, sameMapping } from './mapping';

const field = (name: string, needed = false) => ({ name, title: {}, needed });
const orders: KindInfo = { kind: 'orders', fields: [field('order_id'), field('time', true), field('price'), field('total')], needed_one_of: ['price', 'total'], free_prefix: 'property:' };

describe('assign', () => {
  it('gives a column a field, and takes the field from the column that had it', () => {
    expect(assign({ time: 'A', price: 'B' }, 'C', 'time')).toEqual({ price: 'B', time: 'C' });
    expect(assign({ time: 'A', price: 'B' }, 'B', 'time')).toEqual({ time: 'B' });
  });

  it('leaves a column out', () => {
    expect(assign({ time: 'A' }, 'A', null)).toEqual({});
    expect(fieldOf({ time: 'A' }, 'A')).toBe('time');
    expect(fieldOf({ time: 'A' }, 'B')).toBeNull();
  });
});

describe('sameMapping', () => {
  it('does not mind the order', () => {
    expect(sameMapping({ columns: { a: '1', b: '2' }, options: {} }, { columns: { b: '2', a: '1' } })).toBe(true);
    expect(sameMapping({ columns: { a: '1' } }, { columns: { a: '2' } })).toBe(false);
    expect(sameMapping({ options: { currency: 'CNY' } }, { options: { currency: 'USD' } })).toBe(false);
  });
});

describe('freeField', () => {
  it('takes the column name, and never a name that another column has', () => {
    expect(freeField({}, 'trait:', '城市', '')).toBe('trait:城市');
    expect(freeField({ 'trait:city': 'A' }, 'trait:', 'B', 'city')).toBe('trait:city_2');
    expect(freeField({ 'trait:city': 'B' }, 'trait:', 'B', ' city ')).toBe('trait:city');
  });

  it('is told from a known field with the same prefix', () => {
    expect(isFree('trait:name', 'trait:', ['trait:name'])).toBe(false);
    expect(isFree('trait:hobby', 'trait:', ['trait:name'])).toBe(true);
    expect(isFree('time', null, [])).toBe(false);
  });
});

describe('missingFields', () => {
  it('counts what the server would', () => {
    expect(missingFields(orders, {}, {})).toEqual(['time', 'price|total']);
    expect(missingFields(orders, { time: 'A', total: 'B' }, {})).toEqual([]);
  });

  it('takes an event name for an event column', () => {
    const events: KindInfo = { ...orders, kind: 'events', fields: [field('event')], needed_one_of: [] };
    expect(missingFields(events, {}, {})).toEqual(['event']);
    expect(missingFields(events, {}, { event_name: 'Visit' })).toEqual([]);
    expect(missingFields(events, { event: 'A' }, {})).toEqual([]);
  });
});

describe('saved mappings', () => {
  const saved = (id: string, kind: string, columns: Record<string, string>) => ({ id, kind, name: id, mapping: { columns, options: {} }, updated_at: '' }) as SavedMapping;
  const one = { kind: 'orders', columns: [{ name: 'A' }, { name: 'B' }] } as Pick<Import, 'kind' | 'columns'>;

  it('are taken as far as the columns are there', () => {
    expect(fitting(saved('x', 'orders', { time: 'A', price: 'Z' }), ['A', 'B'])).toEqual({ time: 'A' });
  });

  it('come best first, of this kind only', () => {
    const found = fittingFirst([saved('none', 'orders', { time: 'Z' }), saved('one', 'orders', { time: 'A' }), saved('two', 'orders', { time: 'A', price: 'B' }), saved('other', 'people', { time: 'A' })], one);
    expect(found.map((each) => [each.saved.id, each.fits])).toEqual([['two', 2], ['one', 1]]);
  });
});

describe('optionsFor', () => {
  it('asks only what matters', () => {
    expect(optionsFor('tags', { phone: 'A', tag: 'B' })).toEqual(['tag_group']);
    expect(optionsFor('people', { phone: 'A', consent: 'B' })).toEqual(['consent_purpose', 'consent_channel']);
    expect(optionsFor('events', { time: 'A' })).toEqual(['event_name', 'time_zone', 'date_order']);
    expect(optionsFor('orders', { time: 'A', total: 'B' })).toContain('changed_orders');
  });
});
