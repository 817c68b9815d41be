import { describe, expect, it } from 'vitest';
import type { OrderLine } from '../types';
import { momentsOf } from './moments';
import { isPickupCode, orderCodeIn, unitsToShip } from './orderState';

const line = (numbers: Partial<OrderLine>) => ({ quantity: 5, shipped: 0, cancelled: 0, ...numbers }) as OrderLine;

describe('unitsToShip', () => {
  it('leaves out what was shipped and what was cancelled', () => {
    expect(unitsToShip(line({}))).toBe(5);
    expect(unitsToShip(line({ shipped: 2, cancelled: 1 }))).toBe(2);
    expect(unitsToShip(line({ shipped: 5, cancelled: 1 }))).toBe(0);
  });
});

describe('codes', () => {
  it('are told apart', () => {
    expect(orderCodeIn('ord_1h7k2m9')).toBe('ord_1h7k2m9');
    expect(orderCodeIn('1234567890')).toBeNull();
    expect(isPickupCode('1234567890')).toBe(true);
    expect(isPickupCode('123456789')).toBe(false);
  });
});

describe('momentsOf', () => {
  it('tells what happened in the order in which it did', () => {
    const order = { placed_at: '2026-11-01T08:00:00Z', paid_at: '2026-11-01T08:02:00Z', completed_at: null, closed_at: null } as never;
    const parcel = { id: 'shp_1', carrier: 'SF', waybill: '1', shipped_at: '2026-11-01T09:00:00Z', delivered_at: '2026-11-03T09:00:00Z', received_at: null, quantities: {}, carrier_name: {}, link: '', provider: '', state: 'signed' as const, track: [] };
    const refund = { id: 'rfd_1', amount_minor: 5, requested_at: '2026-11-01T08:30:00Z', done_at: null, reason: '', problem: '', state: 'asked' };
    expect(momentsOf(order, [parcel], [refund]).map((each) => each.kind)).toEqual(['placed', 'paid', 'refundAsked', 'shipped', 'delivered']);
  });
});
