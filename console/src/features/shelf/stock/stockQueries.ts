import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { components } from '@/api/schema';
import { useAct } from '../catalogueQueries';

type Schemas = components['schemas'];

export interface StockSearch {
  search?: string;
  location_id?: string;
  low?: boolean;
  cursor?: string;
  limit: number;
}

interface Place {
  sku_id: string;
  location_id: string;
}

export const locationsQuery = queryOptions({
  queryKey: ['locations'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/commerce/locations', { signal })),
  staleTime: 60_000,
});

export function stockQuery(search: StockSearch) {
  return queryOptions({
    queryKey: ['stock', 'list', search],
    queryFn: ({ signal }) => unwrap(api.GET('/api/commerce/stock', { params: { query: search }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function levelQuery(place: Place) {
  return queryOptions({
    queryKey: ['stock', 'level', place],
    queryFn: ({ signal }) => unwrap(api.GET('/api/commerce/stock', { params: { query: { ...place, limit: 1 } }, signal })),
  });
}

export function stockLinesQuery(place: Place) {
  return queryOptions({
    queryKey: ['stock', 'lines', place],
    queryFn: ({ signal }) => unwrap(api.GET('/api/commerce/stock/lines', { params: { query: { ...place, limit: 50 } }, signal })),
  });
}

export function quotasQuery(place: Place) {
  return queryOptions({
    queryKey: ['stock', 'quotas', place],
    queryFn: ({ signal }) => unwrap(api.GET('/api/commerce/stock/quotas', { params: { query: place }, signal })),
  });
}

export function transfersQuery(page: { cursor?: string; limit: number }) {
  return queryOptions({
    queryKey: ['transfers', 'list', page],
    queryFn: ({ signal }) => unwrap(api.GET('/api/commerce/transfers', { params: { query: page }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function transferLinesQuery(id: string) {
  return queryOptions({
    queryKey: ['transfers', id, 'lines'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/commerce/transfers/{transfer_id}/lines', { params: { path: { transfer_id: id } }, signal })),
  });
}

export function countsQuery(page: { cursor?: string; limit: number }) {
  return queryOptions({
    queryKey: ['counts', 'list', page],
    queryFn: ({ signal }) => unwrap(api.GET('/api/commerce/stock-takes', { params: { query: page }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function countLinesQuery(id: string) {
  return queryOptions({
    queryKey: ['counts', id, 'lines'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/commerce/stock-takes/{stock_take_id}/lines', { params: take(id), signal })),
  });
}

export function useReceive() {
  return useAct(['stock'], (body: Schemas['ReceiptBody']) => unwrap(api.POST('/api/commerce/stock/receipts', { body })));
}

export function useSetSafety({ sku_id, location_id }: Place) {
  return useAct(['stock'], (safety: number) => unwrap(api.PUT('/api/commerce/stock/{sku_id}/{location_id}/safety', { params: { path: { sku_id, location_id } }, body: { safety } })));
}

export function useSetQuota(place: Place) {
  return useAct(['stock'], ({ channel, allotted }: { channel: string; allotted: number }) => unwrap(api.PUT('/api/commerce/stock/quotas', { body: { ...place, sales_channel_id: channel, allotted } })));
}

export function useSendTransfer() {
  return useAct(['transfers'], (body: Schemas['TransferBody']) => unwrap(api.POST('/api/commerce/transfers', { body })));
}

export function useReceiveTransfer(id: string) {
  return useAct(['transfers'], (lines: Schemas['QuantityBody'][]) => unwrap(api.POST('/api/commerce/transfers/{transfer_id}/arrival', { params: { path: { transfer_id: id } }, body: { lines } })));
}

export function useStartCount() {
  return useAct(['counts'], (body: Schemas['StockTakeBody']) => unwrap(api.POST('/api/commerce/stock-takes', { body })));
}

export function useNoteCounted(id: string) {
  return useAct(['counts'], (lines: Schemas['QuantityBody'][]) => unwrap(api.PUT('/api/commerce/stock-takes/{stock_take_id}/lines', { params: take(id), body: { lines } })));
}

export function useEndCount(id: string) {
  return useAct(['counts'], (how: 'posting' | 'dropping') =>
    how === 'posting' ? unwrap(api.POST('/api/commerce/stock-takes/{stock_take_id}/posting', { params: take(id) })) : unwrap(api.POST('/api/commerce/stock-takes/{stock_take_id}/dropping', { params: take(id) })),
  );
}

function take(id: string) {
  return { path: { stock_take_id: id } };
}
