import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { components } from '@/api/schema';
import type { ProductStatus } from './types';

type Schemas = components['schemas'];

export interface ProductSearch {
  search?: string;
  status?: ProductStatus;
  category_id?: string;
  sales_channel_id?: string;
  price_book_id?: string;
  cursor?: string;
  limit: number;
}

export function productsQuery(search: ProductSearch) {
  return queryOptions({
    queryKey: ['products', 'list', search],
    queryFn: ({ signal }) => unwrap(api.GET('/api/commerce/products', { params: { query: search }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function productQuery(id: string) {
  return queryOptions({
    queryKey: ['products', id],
    queryFn: ({ signal }) => unwrap(api.GET('/api/commerce/products/{product_id}', { params: of(id), signal })),
  });
}

export function listingsQuery(id: string) {
  return queryOptions({
    queryKey: ['products', id, 'listings'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/commerce/products/{product_id}/listings', { params: of(id), signal })),
  });
}

export const categoriesQuery = queryOptions({
  queryKey: ['categories'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/commerce/categories', { signal })),
  staleTime: 60_000,
});

export const brandsQuery = queryOptions({
  queryKey: ['productBrands'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/commerce/brands', { signal })),
  staleTime: 60_000,
});

export const salesChannelsQuery = queryOptions({
  queryKey: ['salesChannels'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/commerce/sales-channels', { signal })),
  staleTime: 60_000,
});

export function useCreateProduct() {
  return useAct(['products'], (body: Schemas['ProductCreate']) => unwrap(api.POST('/api/commerce/products', { body })));
}

export function useReplaceProduct(id: string) {
  return useAct(['products'], (body: Schemas['ProductBody']) => unwrap(api.PUT('/api/commerce/products/{product_id}', { params: of(id), body })));
}

export function useSetStatus(id: string) {
  return useAct(['products'], (status: ProductStatus) => unwrap(api.POST('/api/commerce/products/{product_id}/status', { params: of(id), body: { status } })));
}

export function useSetStatuses() {
  return useAct(['products'], (body: Schemas['StatusesBody']) => unwrap(api.POST('/api/commerce/product-statuses', { body })));
}

export function useAddSku(id: string) {
  return useAct(['products'], (body: Schemas['SkuBody']) => unwrap(api.POST('/api/commerce/products/{product_id}/skus', { params: of(id), body })));
}

export function useReplaceSku() {
  return useAct(['products'], ({ id, body }: { id: string; body: Schemas['SkuUpdate'] }) => unwrap(api.PUT('/api/commerce/skus/{sku_id}', { params: { path: { sku_id: id } }, body })));
}

export function usePutListing(id: string) {
  return useAct(['products'], ({ channel, body }: { channel: string; body: Schemas['ListingBody'] }) =>
    unwrap(api.PUT('/api/commerce/products/{product_id}/listings/{sales_channel_id}', { params: { path: { product_id: id, sales_channel_id: channel } }, body })),
  );
}

export function useSaveCategory() {
  return useAct(['categories'], ({ id, body }: { id: string | null; body: Schemas['CategoryBody'] }) =>
    id ? unwrap(api.PUT('/api/commerce/categories/{category_id}', { params: { path: { category_id: id } }, body })) : unwrap(api.POST('/api/commerce/categories', { body })),
  );
}

export function useSaveBrand() {
  return useAct(['productBrands'], ({ id, name }: { id: string | null; name: string }) =>
    id ? unwrap(api.PUT('/api/commerce/brands/{brand_id}', { params: { path: { brand_id: id } }, body: { name } })) : unwrap(api.POST('/api/commerce/brands', { body: { name } })),
  );
}

export function useSaveChannel() {
  return useAct(['salesChannels'], ({ id, body }: { id: string | null; body: Schemas['SalesChannelCreate'] }) =>
    id ? unwrap(api.PUT('/api/commerce/sales-channels/{sales_channel_id}', { params: { path: { sales_channel_id: id } }, body })) : unwrap(api.POST('/api/commerce/sales-channels', { body })),
  );
}

/** Something done; whatever came of it, what it may have changed is read anew. */
export function useAct<Asked, Made>(key: string[], act: (asked: Asked) => Promise<Made>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: act, onSettled: () => queries.invalidateQueries({ queryKey: key }) });
}

function of(id: string) {
  return { path: { product_id: id } };
}
