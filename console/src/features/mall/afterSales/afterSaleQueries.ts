import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { AfterSaleState } from '../types';

export interface AfterSaleSearch {
  state?: AfterSaleState;
  node_id?: string;
  cursor?: string;
  limit: number;
}

export function afterSalesQuery(search: AfterSaleSearch) {
  return queryOptions({
    queryKey: ['afterSales', 'list', search],
    queryFn: ({ signal }) => unwrap(api.GET('/api/commerce/after-sales', { params: { query: search }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
}

export type Decision = { act: 'approve'; answer: string } | { act: 'reject'; answer: string } | { act: 'goods'; location: string; restock: boolean } | { act: 'asRefund' };

/** Says yes or no to what a customer asks, takes goods in, or gives money instead of an exchange. */
export function useDecide(id: string) {
  const queries = useQueryClient();
  const params = { path: { after_sale_id: id } };
  return useMutation({
    mutationFn: (decision: Decision) => {
      if (decision.act === 'approve') return unwrap(api.POST('/api/commerce/after-sales/{after_sale_id}/approval', { params, body: { answer: decision.answer } }));
      if (decision.act === 'reject') return unwrap(api.POST('/api/commerce/after-sales/{after_sale_id}/rejection', { params, body: { answer: decision.answer } }));
      if (decision.act === 'asRefund') return unwrap(api.POST('/api/commerce/after-sales/{after_sale_id}/as-refund', { params }));
      return unwrap(api.POST('/api/commerce/after-sales/{after_sale_id}/goods', { params, body: { location_id: decision.location, restock: decision.restock } }));
    },
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: ['afterSales'] }), queries.invalidateQueries({ queryKey: ['orders'] })]),
  });
}
