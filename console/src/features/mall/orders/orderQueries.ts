import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { components } from '@/api/schema';
import type { Explanation, Fulfilment, PayState } from '../types';

export interface OrderSearch {
  pay_state?: PayState;
  fulfilment?: Fulfilment;
  sales_channel_id?: string;
  person_id?: string;
  unshipped?: boolean;
  troubled?: boolean;
  since?: string;
  until?: string;
  node_id?: string;
  cursor?: string;
  limit: number;
}

export function ordersQuery(search: OrderSearch) {
  return queryOptions({
    queryKey: ['orders', 'list', search],
    queryFn: ({ signal }) => unwrap(api.GET('/api/commerce/orders', { params: { query: search }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
}

export function orderQuery(id: string) {
  return queryOptions({
    queryKey: ['orders', id],
    queryFn: ({ signal }) => unwrap(api.GET('/api/commerce/orders/{order_id}', { params: of(id), signal })),
  });
}

export function explanationsQuery(id: string) {
  return queryOptions({
    queryKey: ['orders', id, 'explanations'],
    queryFn: async ({ signal }) => (await unwrap(api.GET('/api/commerce/orders/{order_id}/explanations', { params: of(id), signal }))) as unknown as Explanation[],
  });
}

export function shipmentsQuery(id: string) {
  return queryOptions({
    queryKey: ['orders', id, 'shipments'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/commerce/orders/{order_id}/shipments', { params: of(id), signal })),
  });
}

export function refundsQuery(id: string) {
  return queryOptions({
    queryKey: ['orders', id, 'refunds'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/commerce/orders/{order_id}/refunds', { params: of(id), signal })),
  });
}

export function notesQuery(id: string) {
  return queryOptions({
    queryKey: ['orders', id, 'notes'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/commerce/orders/{order_id}/notes', { params: of(id), signal })),
  });
}

/** Where an order goes; asked for only when an operator wants to see it, since every look is kept. */
export function useAddressOf(id: string) {
  return useMutation({ mutationFn: () => unwrap(api.GET('/api/commerce/orders/{order_id}/address', { params: of(id) })) });
}

export const salesChannelsQuery = queryOptions({
  queryKey: ['salesChannels'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/commerce/sales-channels', { signal })),
  staleTime: 60_000,
});

export const locationsQuery = queryOptions({
  queryKey: ['locations'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/commerce/locations', { signal })),
  staleTime: 60_000,
});

export function useShip(id: string) {
  return useOrderAct((body: components['schemas']['ShipBody']) => unwrap(api.POST('/api/commerce/orders/{order_id}/shipments', { params: of(id), body })));
}

export function useReprice(id: string) {
  return useOrderAct((paid: Record<string, number>) => unwrap(api.POST('/api/commerce/orders/{order_id}/price', { params: of(id), body: { paid_minor: paid } })));
}

export function useCloseOrder(id: string) {
  return useOrderAct(() => unwrap(api.POST('/api/commerce/orders/{order_id}/closing', { params: of(id) })));
}

export function useNoteOrder(id: string) {
  return useOrderAct((text: string) => unwrap(api.POST('/api/commerce/orders/{order_id}/notes', { params: of(id), body: { text } })));
}

export function useRetryRefund() {
  return useOrderAct((refund: string) => unwrap(api.POST('/api/commerce/refunds/{refund_id}/retry', { params: { path: { refund_id: refund } } })));
}

/** Something done to an order; whatever came of it, lists and the order itself are read anew. */
function useOrderAct<Asked, Made>(act: (asked: Asked) => Promise<Made>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: act, onSettled: () => queries.invalidateQueries({ queryKey: ['orders'] }) });
}

function of(id: string) {
  return { path: { order_id: id } };
}
