import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { ListExportCreate, PeopleQuery, PersonCreate, SearchIn } from './peopleTypes';

export function peopleQuery(search: PeopleQuery) {
  return queryOptions({
    queryKey: ['people', 'list', search],
    queryFn: ({ signal }) => unwrap(api.GET('/api/people', { params: { query: search }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** A page of a segment's members, as the list shows people. */
export function memberPeopleQuery(segment: string, cursor: string | undefined, limit: number) {
  return queryOptions({
    queryKey: ['people', 'list', 'segment', segment, cursor, limit],
    queryFn: async ({ signal }) => {
      const path = { segment_id: segment };
      const members = await unwrap(api.GET('/api/segments/{segment_id}/members', { params: { path, query: { cursor, limit } }, signal }));
      const ids = members.items.map((member) => member.person_id);
      const people = ids.length > 0 ? await unwrap(api.GET('/api/people', { params: { query: { person_id: ids, limit: ids.length } }, signal })) : { items: [] };
      return { items: people.items, next_cursor: members.next_cursor, total: members.total };
    },
    placeholderData: keepPreviousData,
  });
}

/** What these people ordered; who ordered nothing is left out. */
export function valuesQuery(personIds: readonly string[]) {
  return queryOptions({
    queryKey: ['people', 'values', personIds],
    queryFn: ({ signal }) => unwrap(api.GET('/api/people/values', { params: { query: { person_id: [...personIds] } }, signal })),
    enabled: personIds.length > 0,
    staleTime: 60_000,
    select: (page) => new Map(page.items.map((value) => [value.person_id, value])),
  });
}

/** Segments by name, to narrow the list to their members. */
export function segmentNamesQuery(search: string) {
  return queryOptions({
    queryKey: ['segments', 'names', search],
    queryFn: ({ signal }) => unwrap(api.GET('/api/segments', { params: { query: { search: search || undefined, limit: 50 } }, signal })),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

export function segmentNameQuery(segmentId: string) {
  return queryOptions({
    queryKey: ['segments', segmentId],
    queryFn: ({ signal }) => unwrap(api.GET('/api/segments/{segment_id}', { params: { path: { segment_id: segmentId } }, signal })),
    staleTime: 60_000,
  });
}

export function useAddPerson() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: PersonCreate) => unwrap(api.POST('/api/people', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['people', 'list'] }),
  });
}

export interface Tagging {
  tagId: string;
  remove: boolean;
  expiresAt?: string;
}

/** Tags some people at once; returns on how many something changed. */
export function useTagPeople() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ tagId, remove, expiresAt, personIds }: Tagging & { personIds: string[] }) =>
      unwrap(
        api.POST('/api/tags/{tag_id}/people', {
          params: { path: { tag_id: tagId } },
          body: { person_ids: personIds, remove, expires_at: expiresAt },
        }),
      ),
    onSuccess: () => Promise.all([queries.invalidateQueries({ queryKey: ['people'] }), queries.invalidateQueries({ queryKey: ['tags'] })]),
  });
}

/** Tags everybody who is found, as a job. */
export function useStartTagging() {
  return useMutation({
    mutationFn: ({ tagId, remove, expiresAt, search }: Tagging & { search: SearchIn }) =>
      unwrap(api.POST('/api/people/taggings', { body: { search, tag_id: tagId, remove, expires_at: expiresAt } })),
  });
}

export function useStartListExport() {
  return useMutation({ mutationFn: (body: ListExportCreate) => unwrap(api.POST('/api/people/exports', { body })) });
}

const pollMs = 1_000;
const ended = new Set(['done', 'failed', 'cancelled', 'paused']);

export function taggingQuery(jobId: string | null) {
  return queryOptions({
    queryKey: ['people', 'taggings', jobId],
    queryFn: ({ signal }) => unwrap(api.GET('/api/people/taggings/{job_id}', { params: { path: { job_id: jobId ?? '' } }, signal })),
    enabled: jobId !== null,
    refetchInterval: (query) => (query.state.data && ended.has(query.state.data.state) ? false : pollMs),
  });
}
