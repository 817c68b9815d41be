import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { components } from '@/api/schema';

type Schemas = components['schemas'];

export type Source = Schemas['SourceOut'];
export type SourceKind = Schemas['SourceKind'];
export type SourceCreate = Schemas['SourceCreate'];
export type SourceChange = Schemas['SourceChange'];
export type WriteKey = Schemas['WriteKeyOut'];
export type Activity = Schemas['SourceActivity'];

export const sourceKinds = ['browser', 'mini_program', 'server', 'mobile', 'sensors', 'file'] as const satisfies readonly SourceKind[];

const waitingMs = 3_000;

export function sourcesQuery(search: { node_id?: string; cursor?: string; limit: number }) {
  return queryOptions({
    queryKey: ['sources', 'list', search],
    queryFn: ({ signal }) => unwrap(api.GET('/api/sources', { params: { query: search }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function sourceQuery(id: string) {
  return queryOptions({
    queryKey: ['sources', id],
    queryFn: ({ signal }) => unwrap(api.GET('/api/sources/{source_id}', { params: { path: { source_id: id } }, signal })),
  });
}

/** What each source has sent; asked again every few seconds while the first event of one is waited for. */
export function activityQuery(waitingFor: string | null = null) {
  return queryOptions({
    queryKey: ['source-activity'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/tracking/sources', { signal })),
    refetchInterval: ({ state }) =>
      waitingFor !== null && !state.data?.some((each) => each.source_id === waitingFor && each.last_received_at) ? waitingMs : false,
  });
}

export const addressQuery = queryOptions({
  queryKey: ['tracking-address'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/tracking/address', { signal })),
  staleTime: Infinity,
});

export function useCreateSource() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (source: SourceCreate) => unwrap(api.POST('/api/sources', { body: source })),
    onSettled: refresh,
  });
}

export function useChangeSource(id: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (change: SourceChange) => unwrap(api.PATCH('/api/sources/{source_id}', { params: { path: { source_id: id } }, body: change })),
    onSettled: refresh,
  });
}

export function useAddKey(id: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: () => unwrap(api.POST('/api/sources/{source_id}/keys', { params: { path: { source_id: id } } })),
    onSettled: refresh,
  });
}

export function useRevokeKey(id: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (keyId: string) =>
      unwrap(api.DELETE('/api/sources/{source_id}/keys/{write_key_id}', { params: { path: { source_id: id, write_key_id: keyId } } })),
    onSettled: refresh,
  });
}

function useRefresh() {
  const queries = useQueryClient();
  return () => Promise.all([queries.invalidateQueries({ queryKey: ['sources'] }), queries.invalidateQueries({ queryKey: ['source-activity'] })]);
}
