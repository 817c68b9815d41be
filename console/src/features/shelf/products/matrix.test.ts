import { describe, expect, it } from 'vitest';
import { combinations, keyOf, matrixOf, usable, type SkuDraft } from './matrix';

const red: SkuDraft = { id: 'sku_1', code: 'A-1', options: { colour: 'red', size: 'S' }, barcode: '690', retired: false };

describe('usable', () => {
  it('leaves out options without a name or a value, and values said twice', () => {
    expect(usable([{ name: ' colour ', values: ['red', 'red', ' '] }, { name: '', values: ['x'] }, { name: 'size', values: [] }])).toEqual({ colour: ['red'] });
  });
});

describe('combinations', () => {
  it('gives one SKU to a product without options', () => {
    expect(combinations({})).toEqual([{}]);
  });

  it('gives every pair, the first option slowest', () => {
    expect(combinations({ colour: ['red', 'blue'], size: ['S', 'L'] }).map((each) => Object.values(each).join(''))).toEqual(['redS', 'redL', 'blueS', 'blueL']);
  });
});

describe('matrixOf', () => {
  it('keeps what was written for a combination, whatever the order of its options', () => {
    const [first, second] = matrixOf({ size: ['S', 'L'], colour: ['red'] }, [red], 'A');
    expect(first).toBe(red);
    expect(second).toMatchObject({ id: null, code: 'A-2', options: { colour: 'red', size: 'L' } });
  });

  it('gives no code twice', () => {
    const codes = matrixOf({ size: ['S', 'M', 'L'] }, [{ ...red, code: 'A-2', options: { size: 'M' } }], 'A').map((sku) => sku.code);
    expect(codes).toEqual(['A-1', 'A-2', 'A-3']);
  });
});

describe('keyOf', () => {
  it('does not mix up a value and a name', () => {
    expect(keyOf({ a: 'b' })).not.toBe(keyOf({ b: 'a' }));
  });
});
