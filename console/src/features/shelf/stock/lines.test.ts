import { describe, expect, it } from 'vitest';
import { readyLines } from './SkuLines';

describe('readyLines', () => {
  it('adds up a SKU that was named twice', () => {
    expect(readyLines([{ sku_id: 'sku_1', quantity: 2 }, { sku_id: 'sku_1', quantity: 3 }], 1)).toEqual([{ sku_id: 'sku_1', quantity: 5 }]);
  });

  it('leaves out what has no SKU, no quantity, or too little of it', () => {
    expect(readyLines([{ sku_id: null, quantity: 2 }, { sku_id: 'sku_1', quantity: null }, { sku_id: 'sku_2', quantity: 0 }], 1)).toEqual([]);
  });

  it('counts nothing found as a count', () => {
    expect(readyLines([{ sku_id: 'sku_1', quantity: 0 }], 0)).toEqual([{ sku_id: 'sku_1', quantity: 0 }]);
  });
});
