import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { components } from '@/api/schema';

type Schemas = components['schemas'];

export type ApiKey = Schemas['ApiKeyOut'];
export type ApiKeyCreate = Schemas['ApiKeyCreate'];

export function keysQuery(search: { revoked?: boolean; node_id?: string; cursor?: string; limit: number }) {
  return queryOptions({
    queryKey: ['keys', search],
    queryFn: ({ signal }) => unwrap(api.GET('/api/keys', { params: { query: search }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function useAddKey() {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (body: ApiKeyCreate) => unwrap(api.POST('/api/keys', { body })), onSettled: refresh });
}

export function useRevokeKey() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (keyId: string) => unwrap(api.DELETE('/api/keys/{key_id}', { params: { path: { key_id: keyId } } })),
    onSettled: refresh,
  });
}

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['keys'] });
}
