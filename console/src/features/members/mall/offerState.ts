import type { ToneName } from '@/page/Tone';
import type { Offer } from '../memberTypes';

export const offerStates = ['open', 'soldOut', 'notBegun', 'over', 'off'] as const;
export type OfferState = (typeof offerStates)[number];

export const offerTones: Record<OfferState, ToneName> = { open: 'good', soldOut: 'warn', notBegun: 'info', over: 'idle', off: 'idle' };

/** Whether an offer can be had now, as the mall decides it. */
export function offerStateOf(offer: Pick<Offer, 'on' | 'starts_at' | 'ends_at' | 'stock_max' | 'taken'>, now: Date): OfferState {
  const at = now.getTime();
  if (!(offer.on ?? true)) return 'off';
  if (offer.starts_at && Date.parse(offer.starts_at) > at) return 'notBegun';
  if (offer.ends_at && Date.parse(offer.ends_at) <= at) return 'over';
  return offer.stock_max != null && offer.taken >= offer.stock_max ? 'soldOut' : 'open';
}
