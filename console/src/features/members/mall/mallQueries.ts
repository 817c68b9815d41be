import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import { useLoyaltyAct } from '../memberQueries';
import type { ExchangeState, OfferBody } from '../memberTypes';

export function offersQuery(search: { on?: boolean; cursor?: string; limit: number }) {
  return queryOptions({
    queryKey: ['loyalty', 'offers', search],
    queryFn: ({ signal }) => unwrap(api.GET('/api/loyalty/offers', { params: { query: search }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function offerQuery(id: string) {
  return queryOptions({ queryKey: ['loyalty', 'offers', id], queryFn: ({ signal }) => unwrap(api.GET('/api/loyalty/offers/{offer_id}', { params: { path: { offer_id: id } }, signal })) });
}

export interface ExchangeSearch {
  offer_id?: string;
  person_id?: string;
  state?: ExchangeState;
  cursor?: string;
  limit: number;
}

export function exchangesQuery(search: ExchangeSearch) {
  return queryOptions({
    queryKey: ['loyalty', 'exchanges', search],
    queryFn: ({ signal }) => unwrap(api.GET('/api/loyalty/exchanges', { params: { query: search }, signal })),
    placeholderData: keepPreviousData,
  });
}

export const rewardsQuery = queryOptions({
  queryKey: ['loyalty', 'rewards'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/loyalty/rewards', { signal })),
  staleTime: 5 * 60_000,
});

/** Kinds of coupons that are being given out. */
export const couponKindsQuery = queryOptions({
  queryKey: ['coupons', 'kinds', 'active'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/promotions/coupon-kinds', { params: { query: { state: 'active', limit: 200 } }, signal })),
  staleTime: 30_000,
});

export function useSaveOffer() {
  return useLoyaltyAct(({ id, body }: { id: string | null; body: OfferBody }) =>
    id ? unwrap(api.PUT('/api/loyalty/offers/{offer_id}', { params: { path: { offer_id: id } }, body })) : unwrap(api.POST('/api/loyalty/offers', { body })),
  );
}

export function useExchange(offerId: string) {
  return useLoyaltyAct((body: { person_id: string; quantity: number; cause: string }) => unwrap(api.POST('/api/loyalty/offers/{offer_id}/exchanges', { params: { path: { offer_id: offerId } }, body })));
}

export function useUndoExchange() {
  return useLoyaltyAct((id: string) => unwrap(api.POST('/api/loyalty/exchanges/{exchange_id}/undoing', { params: { path: { exchange_id: id } } })));
}
