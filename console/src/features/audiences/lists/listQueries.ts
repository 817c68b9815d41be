import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { components, paths } from '@/api/schema';

type ListsAsk = paths['/api/audience-lists']['get']['parameters']['query'];
type EntriesAsk = paths['/api/audience-lists/{list_id}/members']['get']['parameters']['query'];
type PeopleIn = components['schemas']['PeopleIn'];

const beatMs = 1_000;

export function listsQuery(ask: ListsAsk) {
  return queryOptions({
    queryKey: ['audience-lists', 'page', ask],
    queryFn: ({ signal }) => unwrap(api.GET('/api/audience-lists', { params: { query: ask }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function listQuery(listId: string) {
  return queryOptions({
    queryKey: ['audience-lists', listId],
    queryFn: ({ signal }) => unwrap(api.GET('/api/audience-lists/{list_id}', { params: { path: { list_id: listId } }, signal })),
  });
}

export function entriesQuery(listId: string, ask: EntriesAsk) {
  return queryOptions({
    queryKey: ['audience-lists', listId, 'members', ask],
    queryFn: ({ signal }) => unwrap(api.GET('/api/audience-lists/{list_id}/members', { params: { path: { list_id: listId }, query: ask }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function uploadProgressQuery(listId: string, jobId: string | undefined) {
  return queryOptions({
    queryKey: ['audience-lists', listId, 'uploads', jobId],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/audience-lists/{list_id}/uploads/{job_id}', { params: { path: { list_id: listId, job_id: jobId ?? '' } }, signal })),
    enabled: jobId !== undefined,
    refetchInterval: (query) => (query.state.data && !['requested', 'running'].includes(query.state.data.state) ? false : beatMs),
  });
}

export function useCreateList() {
  const refresh = useRefreshLists();
  return useMutation({
    mutationFn: (body: components['schemas']['ListCreate']) => unwrap(api.POST('/api/audience-lists', { body })),
    onSuccess: refresh,
  });
}

export function useChangeList(listId: string) {
  const refresh = useRefreshLists();
  return useMutation({
    mutationFn: (body: components['schemas']['ListUpdate']) =>
      unwrap(api.PATCH('/api/audience-lists/{list_id}', { params: { path: { list_id: listId } }, body })),
    onSuccess: refresh,
  });
}

export function useDeleteList(listId: string) {
  const refresh = useRefreshLists();
  return useMutation({
    mutationFn: () => unwrap(api.DELETE('/api/audience-lists/{list_id}', { params: { path: { list_id: listId } } })),
    onSuccess: refresh,
  });
}

export function useAddToList(listId: string) {
  const refresh = useRefreshLists();
  return useMutation({
    mutationFn: (body: PeopleIn) => unwrap(api.POST('/api/audience-lists/{list_id}/members', { params: { path: { list_id: listId } }, body })),
    onSuccess: refresh,
  });
}

export function useTakeOffList(listId: string) {
  const refresh = useRefreshLists();
  return useMutation({
    mutationFn: (body: PeopleIn) => unwrap(api.POST('/api/audience-lists/{list_id}/removals', { params: { path: { list_id: listId } }, body })),
    onSuccess: refresh,
  });
}

export function useUploadToList(listId: string) {
  return useMutation({
    mutationFn: ({ file, identifierType }: { file: File; identifierType: string }) =>
      unwrap(
        api.POST('/api/audience-lists/{list_id}/uploads', {
          params: { path: { list_id: listId } },
          // The document says text where the wire carries a file.
          body: { file: file as unknown as string, identifier_type: identifierType },
          bodySerializer: ({ file: part, identifier_type }) => {
            const form = new FormData();
            form.append('file', part as unknown as Blob);
            form.append('identifier_type', identifier_type ?? 'phone');
            return form;
          },
        }),
      ),
  });
}

export function useRefreshLists() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['audience-lists'] });
}
