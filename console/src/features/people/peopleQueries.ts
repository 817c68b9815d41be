import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { PersonStateName, TagAssign } from '@/api/types';

export interface PeopleSearch {
  query?: string;
  state?: PersonStateName;
  cursor?: string;
  limit: number;
}

export function peopleQuery(search: PeopleSearch) {
  return queryOptions({
    queryKey: ['people', 'list', search],
    queryFn: ({ signal }) => unwrap(api.GET('/api/people', { params: { query: search }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function personQuery(personId: string) {
  return queryOptions({
    queryKey: ['people', personId],
    queryFn: ({ signal }) => unwrap(api.GET('/api/people/{person_id}', { params: { path: { person_id: personId } }, signal })),
  });
}

export function timelineQuery(personId: string, event: string | undefined) {
  return infiniteQueryOptions({
    queryKey: ['people', personId, 'timeline', event],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        api.GET('/api/people/{person_id}/timeline', {
          params: { path: { person_id: personId }, query: { cursor: pageParam, event: event ? [event] : undefined } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

export function mergesQuery(personId: string) {
  return queryOptions({
    queryKey: ['people', personId, 'merges'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/people/{person_id}/merges', { params: { path: { person_id: personId } }, signal })),
  });
}

/** Tags that exist, to choose from. */
export const tagCatalogueQuery = queryOptions({
  queryKey: ['tags'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/tags', { params: { query: { limit: 200 } }, signal })),
  staleTime: 60_000,
});

export function useAddTag(personId: string) {
  const refresh = useRefresh(personId);
  return useMutation({
    mutationFn: (tag: TagAssign) =>
      unwrap(api.POST('/api/people/{person_id}/tags', { params: { path: { person_id: personId } }, body: tag })),
    onSettled: refresh,
  });
}

export function useRemoveTag(personId: string) {
  const refresh = useRefresh(personId);
  return useMutation({
    mutationFn: (tagId: string) =>
      unwrap(api.DELETE('/api/people/{person_id}/tags/{tag_id}', { params: { path: { person_id: personId, tag_id: tagId } } })),
    onSettled: refresh,
  });
}

export function useUnmerge(personId: string) {
  const refresh = useRefresh(personId);
  return useMutation({
    mutationFn: (mergeId: string) =>
      unwrap(
        api.POST('/api/people/{person_id}/unmerge', { params: { path: { person_id: personId } }, body: { merge_id: mergeId } }),
      ),
    onSettled: refresh,
  });
}

function useRefresh(personId: string) {
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['people', personId] }),
      queries.invalidateQueries({ queryKey: ['people', 'list'] }),
      queries.invalidateQueries({ queryKey: tagCatalogueQuery.queryKey }),
    ]);
}
