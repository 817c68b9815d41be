import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { FoundSku, StaffBasket, StaffOrder } from './staffOrder';

/** What an order would cost now; asked again whenever something that decides it has changed. */
export function staffQuoteQuery(basket: StaffBasket | null) {
  return queryOptions({
    queryKey: ['staffQuote', basket],
    queryFn: ({ signal }) => unwrap(api.POST('/api/commerce/orders/quotes', { body: basket!, signal })),
    enabled: basket !== null,
    placeholderData: basket ? keepPreviousData : undefined,
    retry: false,
    gcTime: 0,
  });
}

/** SKUs on sale on a channel, with what they cost and how many there are. */
export function goodsQuery(channel: string, words: string) {
  return queryOptions({
    queryKey: ['products', 'sold', channel, words],
    queryFn: async ({ signal }) => {
      const found = await unwrap(api.GET('/m/products', { params: { query: { sales_channel: channel, search: words || undefined, limit: 30 } }, signal }));
      return found.items.flatMap((product) =>
        product.skus.map(
          (sku): FoundSku => ({
            id: sku.id,
            productId: product.id,
            title: [product.title, ...Object.values(sku.options as Record<string, string>)].join(' '),
            code: sku.code,
            unit_minor: sku.unit_minor,
            available: sku.available,
          }),
        ),
      );
    },
    enabled: channel !== '',
    placeholderData: keepPreviousData,
  });
}

/** Which SKUs of a product are sold on a channel; none where it is not shown there. */
export function soldQuery(channel: string, productId: string) {
  return queryOptions({
    queryKey: ['products', 'soldOf', channel, productId],
    queryFn: async ({ signal }) => {
      const { data } = await api.GET('/m/products/{product_id}', { params: { path: { product_id: productId }, query: { sales_channel: channel } }, signal });
      return data?.skus.map((sku) => sku.id) ?? [];
    },
  });
}

export function usePlaceOrder() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ order, key }: { order: StaffOrder; key: string }) => unwrap(api.POST('/api/commerce/orders', { params: { header: { 'Idempotency-Key': key } }, body: order })),
    // Whatever came of it, prices, stock and coupons may be others now.
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: ['orders'] }), queries.invalidateQueries({ queryKey: ['staffQuote'] }), queries.invalidateQueries({ queryKey: ['products'] })]),
  });
}
