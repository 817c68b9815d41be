import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { components } from '@/api/schema';
import { useAct } from '../catalogueQueries';

type Schemas = components['schemas'];

export interface PriceSearch {
  search?: string;
  product_id?: string;
  own?: boolean;
  cursor?: string;
  limit: number;
}

export const priceBooksQuery = queryOptions({
  queryKey: ['priceBooks'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/commerce/price-books', { signal })),
  staleTime: 60_000,
});

export function priceTableQuery(book: string, search: PriceSearch) {
  return queryOptions({
    queryKey: ['prices', book, search],
    queryFn: ({ signal }) => unwrap(api.GET('/api/commerce/price-books/{price_book_id}/table', { params: { ...of(book), query: search }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function useSaveBook() {
  return useAct(['priceBooks'], ({ id, body }: { id: string | null; body: Schemas['PriceBookBody'] }) =>
    id ? unwrap(api.PUT('/api/commerce/price-books/{price_book_id}', { params: of(id), body })) : unwrap(api.POST('/api/commerce/price-books', { body })),
  );
}

export function usePutPrices(book: string) {
  return useAct(['prices'], (prices: Schemas['PriceBody'][]) => unwrap(api.PUT('/api/commerce/price-books/{price_book_id}/prices', { params: of(book), body: { prices } })));
}

function of(book: string) {
  return { path: { price_book_id: book } };
}
