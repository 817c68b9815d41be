import { describe, expect, it } from 'vitest';
import { askables, segmentAddress } from './segmentCondition';

describe('askables', () => {
  it('are plain values, also within objects', () => {
    const found = askables({ properties: { price: 12.5, paid: true, place: { city: '上海' }, products: [{ sku: 'A' }], none: null, empty: '' } });
    expect(found).toEqual([
      { field: 'properties.price', name: 'price', value: 12.5 },
      { field: 'properties.paid', name: 'paid', value: true },
      { field: 'properties.place.city', name: 'place.city', value: '上海' },
    ]);
  });

  it('leave out what a segment cannot ask for', () => {
    expect(askables({ properties: { phone: 'hash:ab', "it's": 1, 'a[0]': 2, long: 'x'.repeat(501), nan: Number.NaN } })).toEqual([]);
  });
});

describe('segmentAddress', () => {
  it('carries the definition', () => {
    const address = segmentAddress('Order Completed', askables({ properties: { coupon: '双11&"x"' } }));
    const definition = JSON.parse(new URL(address, 'http://x').searchParams.get('definition') ?? '');
    expect(definition).toEqual({
      version: 1,
      where: {
        kind: 'all',
        conditions: [
          {
            kind: 'did',
            event: 'Order Completed',
            where: [{ field: 'properties.coupon', compare: { op: 'equals', value: '双11&"x"' } }],
            window: { kind: 'last', amount: 30 },
          },
        ],
      },
    });
  });
});
