import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';

export interface Shown {
  code: string;
  store?: string;
}

export function verificationsQuery(store: string | undefined) {
  return queryOptions({
    queryKey: ['till', 'verifications', store],
    queryFn: ({ signal }) => unwrap(api.GET('/api/promotions/till/verifications', { params: { query: { store_id: store, limit: 20 } }, signal })),
  });
}

export function useLookUp() {
  return useMutation({ mutationFn: ({ code, store }: Shown) => unwrap(api.POST('/api/promotions/till/look-ups', { body: { code, store_id: store ?? null } })) });
}

export function useVerify() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ code, store, receipt }: Shown & { receipt: string }) => unwrap(api.POST('/api/promotions/till/verifications', { body: { code, store_id: store ?? null, receipt } })),
    onSettled: refresh,
  });
}

export function useUndo() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (couponId: string) => unwrap(api.POST('/api/promotions/till/verifications/{coupon_id}/undo', { params: { path: { coupon_id: couponId } } })),
    onSettled: refresh,
  });
}

export function usePickup() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (code: string) => unwrap(api.POST('/api/commerce/orders/pickups', { body: { code } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['orders'] }),
  });
}

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['till'] });
}
