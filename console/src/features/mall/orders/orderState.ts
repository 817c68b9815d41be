import type { ToneName } from '@/page/Tone';
import type { DisplayState, Fulfilment, OrderLine, PayState } from '../types';

export const stateTones: Record<DisplayState, ToneName> = {
  awaiting_payment: 'warn',
  awaiting_shipment: 'info',
  awaiting_pickup: 'info',
  part_shipped: 'info',
  awaiting_receipt: 'idle',
  after_sale: 'warn',
  completed: 'good',
  refunded: 'idle',
  closed: 'idle',
};

export const payStates: PayState[] = ['unpaid', 'paid', 'part_refunded', 'refunded', 'closed'];

export const fulfilments: Fulfilment[] = ['ship', 'pickup', 'delivery'];

/** Units of a line that can still go into a parcel. */
export function unitsToShip(line: OrderLine): number {
  return Math.max(0, line.quantity - line.cancelled - line.shipped);
}

/** Whether a text is the code of an order; else it may be a pick-up code, of ten digits. */
export function orderCodeIn(text: string): string | null {
  return /^ord_[0-9a-hjkmnp-tv-z]{1,13}$/.test(text) ? text : null;
}

export function isPickupCode(text: string): boolean {
  return /^\d{10}$/.test(text);
}
