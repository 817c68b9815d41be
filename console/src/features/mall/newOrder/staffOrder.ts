import type { components } from '@/api/schema';

type Schemas = components['schemas'];
export type StaffBasket = Schemas['StaffBasketBody'];
export type StaffOrder = Schemas['StaffOrderBody'];
export type StaffQuote = Schemas['StaffQuoteOut'];
export type Address = Required<Schemas['AddressBody']>;

/** A SKU as it was found, so that its line can be shown before the first quote. */
export interface FoundSku {
  id: string;
  productId: string;
  title: string;
  code: string;
  unit_minor: number;
  available: number;
}

export interface DraftLine {
  sku: FoundSku;
  quantity: number;
}

/** An order for a customer as it is being written. */
export interface Draft {
  person: string | null;
  channel: string;
  lines: DraftLine[];
  by: 'ship' | 'pickup';
  store: string | null;
  address: Address;
  coupons: string[];
  points: number;
  payment: string;
  remark: string;
}

/** Places of the form at which a problem can stand. */
export type Field = 'person' | 'channel' | 'goods' | 'store' | 'name' | 'phone' | 'street' | 'coupons' | 'points' | 'payment' | 'total';

export const quantityMax = 9999;
export const blankDraft: Draft = { person: null, channel: '', lines: [], by: 'ship', store: null, address: { name: '', phone: '', region: '', street: '' }, coupons: [], points: 0, payment: '', remark: '' };

const fields: Record<string, Field> = {
  person_not_found: 'person',
  sales_channel_not_found: 'channel',
  items_unsellable: 'goods',
  out_of_stock: 'goods',
  cart_full: 'goods',
  cart_quantity_unfit: 'goods',
  location_not_found: 'store',
  no_store_in_reach: 'store',
  coupon_unusable: 'coupons',
  insufficient_points: 'points',
  payment_method_unknown: 'payment',
};

/** Where a problem of this code is told; what belongs to no field stands beside the button. */
export function fieldOf(code: string): Field {
  return fields[code] ?? 'total';
}

/** What can be priced already; nothing until there are a customer, a channel and goods. */
export function basketOf(draft: Draft): StaffBasket | null {
  if (!draft.person || !draft.channel || draft.lines.length === 0 || (draft.by === 'pickup' && !draft.store)) return null;
  return {
    person_id: draft.person,
    sales_channel: draft.channel,
    lines: draft.lines.map(({ sku, quantity }) => ({ sku_id: sku.id, quantity })),
    coupon_ids: draft.coupons,
    points: draft.points,
    location_id: draft.by === 'pickup' ? draft.store : null,
    payment_method: draft.payment,
  };
}

/** The order at the total that was shown. */
export function orderOf(draft: Draft, basket: StaffBasket, totalMinor: number): StaffOrder {
  const { name, phone, region, street } = draft.address;
  const address = draft.by === 'ship' ? { name: name.trim(), phone: phone.trim(), region: region.trim(), street: street.trim() } : null;
  return { ...basket, expected_total_minor: totalMinor, address, remark: draft.remark.trim() };
}

/** Fields that must be filled, or filled otherwise, before the order can be placed. */
export function lacking(draft: Draft): Field[] {
  const { name, phone, street } = draft.address;
  const found: [Field, boolean][] = [
    ['person', !draft.person],
    ['channel', !draft.channel],
    ['goods', draft.lines.length === 0],
    ['store', draft.by === 'pickup' && !draft.store],
    ['name', draft.by === 'ship' && !name.trim()],
    ['phone', draft.by === 'ship' && !/^\+?[0-9 -]{5,20}$/.test(phone.trim())],
    ['street', draft.by === 'ship' && !street.trim()],
  ];
  return found.filter(([, lacks]) => lacks).map(([field]) => field);
}

/** One more of a SKU: a line of its own, or one more in the line that is there. */
export function withOneMore(lines: readonly DraftLine[], sku: FoundSku): DraftLine[] {
  if (lines.every((line) => line.sku.id !== sku.id)) return [...lines, { sku, quantity: 1 }];
  return lines.map((line) => (line.sku.id === sku.id ? { ...line, quantity: Math.min(quantityMax, line.quantity + 1) } : line));
}

/** A key for each order that is sent: the same order has the same key however often it is sent, so it is placed once. */
export function keyRing(): (order: StaffOrder) => string {
  let sent = '';
  let key = '';
  return (order) => {
    const text = JSON.stringify(order);
    if (text !== sent) {
      sent = text;
      key = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    }
    return key;
  };
}
