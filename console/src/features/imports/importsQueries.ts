import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { components } from '@/api/schema';
import { isWorking } from './importState';

type Schemas = components['schemas'];

export type Import = Schemas['ImportOut'];
export type ImportKind = Schemas['Kind'];
export type ImportChange = Schemas['ImportChange'];
export type KindInfo = Schemas['KindOut'];
export type Mapping = Schemas['Mapping'];
export type Options = Schemas['Options'];
export type Reading = Schemas['Reading'];
export type Report = Schemas['ReportOut'];
export type Finding = Schemas['FindingOut'];
export type SavedMapping = Schemas['SavedMappingOut'];
export type Reject = Schemas['RejectOut'];

const workingMs = 1_000;

export interface ImportsSearch {
  kind?: ImportKind;
  node_id?: string;
  cursor?: string;
  limit: number;
}

export function importsQuery(search: ImportsSearch) {
  return queryOptions({
    queryKey: ['imports', 'list', search],
    queryFn: ({ signal }) => unwrap(api.GET('/api/imports', { params: { query: search }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.items.some((item) => isWorking(item.state)) ? 2 * workingMs : false),
  });
}

/** One import; while work is under way it is asked for again every second, also after the server was gone. */
export function importQuery(importId: string) {
  return queryOptions({
    queryKey: ['imports', importId],
    queryFn: ({ signal }) => unwrap(api.GET('/api/imports/{import_id}', { params: { path: { import_id: importId } }, signal })),
    refetchInterval: ({ state }) => (state.data && isWorking(state.data.state) ? workingMs : false),
    retry: false,
  });
}

export const kindsQuery = queryOptions({
  queryKey: ['imports', 'kinds'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/imports/kinds', { signal })),
  staleTime: Infinity,
});

export const limitsQuery = queryOptions({
  queryKey: ['imports', 'limits'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/imports/limits', { signal })),
  staleTime: Infinity,
});

export const savedMappingsQuery = queryOptions({
  queryKey: ['imports', 'mappings'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/imports/mappings', { params: { query: { limit: 200 } }, signal })),
});

export const fileSourcesQuery = queryOptions({
  queryKey: ['sources', 'of-files'],
  queryFn: async ({ signal }) => {
    const page = await unwrap(api.GET('/api/sources', { params: { query: { limit: 200 } }, signal }));
    return page.items.filter((source) => source.kind === 'file' && source.active);
  },
});

export function rejectsQuery(importId: string, code: string | undefined) {
  return infiniteQueryOptions({
    queryKey: ['imports', importId, 'rejects', code],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        api.GET('/api/imports/{import_id}/rejects/rows', {
          params: { path: { import_id: importId }, query: { code, cursor: pageParam, limit: 50 } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    retry: false,
  });
}

/** Where the rejected rows lie as a file to download. */
export function rejectsAddress(importId: string): string {
  return `/api/imports/${importId}/rejects`;
}

export function useChangeImport(importId: string) {
  const keep = useKeep();
  return useMutation({
    mutationFn: (change: ImportChange) =>
      unwrap(api.PATCH('/api/imports/{import_id}', { params: { path: { import_id: importId } }, body: change })),
    onSuccess: keep,
  });
}

export const acts = ['check', 'start', 'pause', 'resume', 'cancel'] as const;

export type Act = (typeof acts)[number];

export function useAct(importId: string) {
  const queries = useQueryClient();
  const keep = useKeep();
  const params = { path: { import_id: importId } };
  return useMutation({
    mutationFn: (act: Act) => {
      if (act === 'check') return unwrap(api.POST('/api/imports/{import_id}/dry-run', { params }));
      if (act === 'start') return unwrap(api.POST('/api/imports/{import_id}/start', { params }));
      if (act === 'pause') return unwrap(api.POST('/api/imports/{import_id}/pause', { params }));
      if (act === 'resume') return unwrap(api.POST('/api/imports/{import_id}/resume', { params }));
      return unwrap(api.POST('/api/imports/{import_id}/cancel', { params }));
    },
    onSuccess: keep,
    // Refused because it stands otherwise by now: show how it stands.
    onError: () => queries.invalidateQueries({ queryKey: ['imports', importId] }),
  });
}

export function useForgetMapping() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (mappingId: string) =>
      unwrap(api.DELETE('/api/imports/mappings/{mapping_id}', { params: { path: { mapping_id: mappingId } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: savedMappingsQuery.queryKey }),
  });
}

function useKeep() {
  const queries = useQueryClient();
  return (changed: Import) => {
    queries.setQueryData(importQuery(changed.id).queryKey, changed);
    queries.removeQueries({ queryKey: ['imports', changed.id, 'rejects'] });
    void queries.invalidateQueries({ queryKey: ['imports', 'list'] });
    if (changed.state === 'done') void queries.invalidateQueries({ queryKey: savedMappingsQuery.queryKey });
  };
}
