import type { Order, Refund, Shipment } from '../types';

export interface Moment {
  kind: 'placed' | 'paid' | 'shipped' | 'delivered' | 'received' | 'refundAsked' | 'refunded' | 'completed' | 'closed';
  at: string;
  /** The parcel's number, or what was paid back. */
  note?: string;
  amount?: number;
}

/** What happened to an order, oldest first. */
export function momentsOf(order: Order, shipments: readonly Shipment[], refunds: readonly Refund[]): Moment[] {
  const found: (Omit<Moment, 'at'> & { at: string | null })[] = [
    { kind: 'placed', at: order.placed_at },
    { kind: 'paid', at: order.paid_at, amount: order.paid_minor },
    ...shipments.flatMap((each) => [
      { kind: 'shipped' as const, at: each.shipped_at, note: `${each.carrier} ${each.waybill}`.trim() },
      { kind: 'delivered' as const, at: each.delivered_at, note: each.waybill },
      { kind: 'received' as const, at: each.received_at, note: each.waybill },
    ]),
    ...refunds.flatMap((each) => [
      { kind: 'refundAsked' as const, at: each.requested_at, amount: each.amount_minor },
      { kind: 'refunded' as const, at: each.done_at, amount: each.amount_minor },
    ]),
    { kind: 'completed', at: order.completed_at },
    { kind: 'closed', at: order.closed_at },
  ];
  return found.filter((each): each is Moment => Boolean(each.at)).sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}
