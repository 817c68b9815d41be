import { describe, expect, it } from 'vitest';
import { basketOf, blankDraft, fieldOf, keyRing, lacking, orderOf, withOneMore, type Draft, type FoundSku } from './staffOrder';

const cream: FoundSku = { id: 'sku_1', productId: 'prd_1', title: 'Cream', code: 'C', unit_minor: 12_000, available: 3 };
const full: Draft = { ...blankDraft, person: 'per_1', channel: 'mall', lines: [{ sku: cream, quantity: 2 }], address: { name: ' Li ', phone: '138 0013 8000', region: '', street: 'Road 1' } };

describe('basketOf', () => {
  it('is nothing until somebody buys something somewhere', () => {
    expect(basketOf({ ...full, person: null })).toBeNull();
    expect(basketOf({ ...full, lines: [] })).toBeNull();
    expect(basketOf({ ...full, by: 'pickup' })).toBeNull();
    expect(basketOf(full)).toMatchObject({ person_id: 'per_1', lines: [{ sku_id: 'sku_1', quantity: 2 }], location_id: null });
  });

  it('leaves the store behind when goods are sent', () => {
    expect(basketOf({ ...full, store: 'loc_1' })?.location_id).toBeNull();
    expect(basketOf({ ...full, by: 'pickup', store: 'loc_1' })?.location_id).toBe('loc_1');
  });
});

describe('orderOf', () => {
  it('binds the order to the total that was shown, and sends no address to a store', () => {
    const basket = basketOf(full)!;
    expect(orderOf(full, basket, 24_800)).toMatchObject({ expected_total_minor: 24_800, address: { name: 'Li' } });
    expect(orderOf({ ...full, by: 'pickup', store: 'loc_1' }, basket, 1).address).toBeNull();
  });
});

describe('lacking', () => {
  it('names what the server would refuse', () => {
    expect(lacking(full)).toEqual([]);
    expect(lacking(blankDraft)).toEqual(['person', 'channel', 'goods', 'name', 'phone', 'street']);
    expect(lacking({ ...full, address: { ...full.address, phone: 'home' } })).toEqual(['phone']);
    expect(lacking({ ...full, by: 'pickup', address: blankDraft.address })).toEqual(['store']);
  });
});

describe('withOneMore', () => {
  it('adds up in one line', () => {
    const once = withOneMore([], cream);
    expect(once).toEqual([{ sku: cream, quantity: 1 }]);
    expect(withOneMore(once, cream)).toEqual([{ sku: cream, quantity: 2 }]);
  });
});

describe('keyRing', () => {
  it('gives one key to one order, and another to another', () => {
    const keyOf = keyRing();
    const order = orderOf(full, basketOf(full)!, 24_800);
    const first = keyOf(order);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(keyOf({ ...order })).toBe(first);
    expect(keyOf({ ...order, remark: 'soon' })).not.toBe(first);
  });
});

describe('fieldOf', () => {
  it('tells what no field is to blame for beside the button', () => {
    expect(fieldOf('out_of_stock')).toBe('goods');
    expect(fieldOf('coupon_unusable')).toBe('coupons');
    expect(fieldOf('total_changed')).toBe('total');
  });
});
