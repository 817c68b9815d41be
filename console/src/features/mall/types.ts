import type { components } from '@/api/schema';

type Schemas = components['schemas'];

/** Short names for what the pages of this feature pass around. */
export type Order = Schemas['OrderOut'];
export type OrderLine = Schemas['OrderLineOut'];
export type DisplayState = Schemas['DisplayState'];
export type PayState = Schemas['PayState'];
export type Fulfilment = Schemas['Fulfilment'];
export type Shipment = Schemas['ShipmentOut'];
export type ParcelState = Schemas['ParcelState'];
export type Carrier = Schemas['CarrierOut'];
export type ShipBatch = Schemas['ShipBatchOut'];
export type ShipRow = Schemas['ShipRowBody'];
export type Refund = Schemas['RefundOut'];
export type AfterSale = Schemas['AfterSaleOut'];
export type AfterSaleState = Schemas['AfterSaleState'];

/** Why a rule or a coupon did or did not do something, as the pricing engine tells it. */
export interface Explanation {
  source: string;
  rule_id: string;
  applied: boolean;
  code: string;
  discount_minor?: number;
  freight_minor?: number;
  facts?: Record<string, number | string | string[]>;
}
