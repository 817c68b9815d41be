import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { components } from '@/api/schema';

export const carriersQuery = queryOptions({
  queryKey: ['carriers'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/commerce/carriers', { signal })),
  staleTime: 60_000,
});

export const carrierProvidersQuery = queryOptions({
  queryKey: ['carrierProviders'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/commerce/carrier-providers', { signal })),
  staleTime: 60_000,
});

export function useSaveCarrier() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ code, body }: { code: string; body: components['schemas']['CarrierBody'] }) => unwrap(api.PUT('/api/commerce/carriers/{code}', { params: { path: { code } }, body })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['carriers'] }),
  });
}
