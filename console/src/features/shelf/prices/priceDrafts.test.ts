import { describe, expect, it } from 'vitest';
import type { PriceLine } from '../types';
import { beginningOf, changedLines, unfit } from './priceDrafts';

const own: PriceLine = { sku_id: 'sku_1', sku_code: 'A', options: {}, product_id: 'prd_1', title: 'A', unit_minor: 1000, list_minor: 1000, own: true, parent_minor: 1200 };
const inherited: PriceLine = { ...own, sku_id: 'sku_2', own: false, unit_minor: 1200, list_minor: 1200 };

describe('beginningOf', () => {
  it('shows no crossed-out price where it is the price itself', () => {
    expect(beginningOf(own)).toEqual({ unit: 1000, list: null });
  });

  it('is empty where the parent says the price', () => {
    expect(beginningOf(inherited)).toEqual({ unit: null, list: null });
  });
});

describe('changedLines', () => {
  it('names only what differs', () => {
    expect(changedLines([own, inherited], { sku_1: { unit: 1000, list: null }, sku_2: { unit: 900, list: 1200 } })).toEqual([{ sku_id: 'sku_2', unit_minor: 900, list_minor: 1200 }]);
  });

  it('lets the parent speak again where a price was cleared, with its crossed-out one', () => {
    expect(changedLines([own], { sku_1: { unit: null, list: 1500 } })).toEqual([{ sku_id: 'sku_1', unit_minor: null, list_minor: null }]);
  });
});

describe('unfit', () => {
  it('refuses a crossed-out price below the price, or alone', () => {
    expect([unfit({ unit: 1000, list: 900 }), unfit({ unit: null, list: 900 }), unfit({ unit: 1000, list: 1000 }), unfit({ unit: 1000, list: null })]).toEqual([true, true, false, false]);
  });
});
