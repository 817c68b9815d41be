import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { TagAssign } from '@/api/types';
import type { ConsentCreate } from '../peopleTypes';

export function personQuery(personId: string) {
  return queryOptions({
    queryKey: ['people', personId],
    queryFn: ({ signal }) => unwrap(api.GET('/api/people/{person_id}', { params: { path: { person_id: personId } }, signal })),
  });
}

/** The timeline, of these events only; no names are all. */
export function timelineQuery(personId: string, events: readonly string[]) {
  return infiniteQueryOptions({
    queryKey: ['people', personId, 'timeline', events],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        api.GET('/api/people/{person_id}/timeline', {
          params: { path: { person_id: personId }, query: { cursor: pageParam, event: events.length > 0 ? [...events] : undefined } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function eventNamesQuery(personId: string) {
  return queryOptions({
    queryKey: ['people', personId, 'events'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/people/{person_id}/events', { params: { path: { person_id: personId } }, signal })),
  });
}

export function valueQuery(personId: string) {
  return queryOptions({
    queryKey: ['people', personId, 'value'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/people/{person_id}/value', { params: { path: { person_id: personId } }, signal })),
  });
}

export function evidenceQuery(personId: string) {
  return queryOptions({
    queryKey: ['people', personId, 'evidence'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/people/{person_id}/evidence', { params: { path: { person_id: personId } }, signal })),
  });
}

export function accountsQuery(personId: string) {
  return queryOptions({
    queryKey: ['people', personId, 'accounts'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/people/{person_id}/accounts', { params: { path: { person_id: personId } }, signal })),
  });
}

export function membersQuery(accountId: string) {
  return queryOptions({
    queryKey: ['people', accountId, 'members'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/accounts/{account_id}/members', { params: { path: { account_id: accountId } }, signal })),
  });
}

export function consentHistoryQuery(personId: string) {
  return queryOptions({
    queryKey: ['people', personId, 'consents'],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/people/{person_id}/consents', { params: { path: { person_id: personId }, query: { limit: 200 } }, signal })),
  });
}

export function segmentsOfQuery(personId: string) {
  return queryOptions({
    queryKey: ['people', personId, 'segments'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/segments', { params: { query: { person_id: personId, limit: 100 } }, signal })),
  });
}

export function explanationQuery(personId: string, segmentId: string) {
  return queryOptions({
    queryKey: ['people', personId, 'segments', segmentId],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/segments/{segment_id}/explain', { params: { path: { segment_id: segmentId }, query: { person: personId } }, signal })),
  });
}

export function mergesQuery(personId: string) {
  return queryOptions({
    queryKey: ['people', personId, 'merges'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/people/{person_id}/merges', { params: { path: { person_id: personId } }, signal })),
  });
}

export function outlookQuery(personId: string, otherId: string) {
  return queryOptions({
    queryKey: ['people', personId, 'outlook', otherId],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/people/{person_id}/merge-outlook', { params: { path: { person_id: personId }, query: { other_id: otherId } }, signal })),
    retry: false,
  });
}

export function useAddTag(personId: string) {
  return usePersonChange(personId, (tag: TagAssign) =>
    unwrap(api.POST('/api/people/{person_id}/tags', { params: { path: { person_id: personId } }, body: tag })),
  );
}

export function useRemoveTag(personId: string) {
  return usePersonChange(personId, (tagId: string) =>
    unwrap(api.DELETE('/api/people/{person_id}/tags/{tag_id}', { params: { path: { person_id: personId, tag_id: tagId } } })),
  );
}

export function useSetTraits(personId: string) {
  return usePersonChange(personId, (traits: Record<string, unknown>) =>
    unwrap(api.PATCH('/api/people/{person_id}', { params: { path: { person_id: personId } }, body: { traits } })),
  );
}

export function useAddConsent(personId: string) {
  return usePersonChange(personId, (body: ConsentCreate) =>
    unwrap(api.POST('/api/people/{person_id}/consents', { params: { path: { person_id: personId } }, body })),
  );
}

export function useAddBelonging(personId: string) {
  return usePersonChange(personId, (nodeId: string) =>
    unwrap(api.POST('/api/people/{person_id}/belongings', { params: { path: { person_id: personId } }, body: { node_id: nodeId } })),
  );
}

export function useRemoveBelonging(personId: string) {
  return usePersonChange(personId, (nodeId: string) =>
    unwrap(api.DELETE('/api/people/{person_id}/belongings/{node_id}', { params: { path: { person_id: personId, node_id: nodeId } } })),
  );
}

/** Personal data in clear; every call stands in the audit log, so nothing is kept or asked twice. */
export function useReveal(personId: string) {
  return useMutation({
    gcTime: 0,
    mutationFn: () => unwrap(api.GET('/api/people/{person_id}/reveal', { params: { path: { person_id: personId } } })),
  });
}

/** A change after which the person, the lists and the tags may look different. */
export function usePersonChange<Input, Output>(personId: string, mutationFn: (input: Input) => Promise<Output>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['people', personId] }),
        queries.invalidateQueries({ queryKey: ['people', 'list'] }),
        queries.invalidateQueries({ queryKey: ['tags'] }),
      ]),
  });
}
