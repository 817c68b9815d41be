import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';

/** What a campaign chooses among: segments, events that count as success. */

export function segmentChoicesQuery(search: string) {
  return queryOptions({
    queryKey: ['reach', 'segments', 'choices', search],
    queryFn: ({ signal }) => unwrap(api.GET('/api/segments', { params: { query: { search: search || undefined, limit: 50 } }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function segmentQuery(id: string | null) {
  return queryOptions({
    queryKey: ['reach', 'segments', 'one', id],
    queryFn: ({ signal }) => unwrap(api.GET('/api/segments/{segment_id}', { params: { path: { segment_id: id ?? '' } }, signal })),
    enabled: Boolean(id),
    // Until it was computed its size is not known.
    refetchInterval: (query) => (query.state.data?.state === 'computing' ? 2_000 : false),
  });
}

/** The first few people of a segment, to show a message with. */
export function segmentPeopleQuery(id: string | null) {
  return queryOptions({
    queryKey: ['reach', 'segments', 'people', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/segments/{segment_id}/members', { params: { path: { segment_id: id ?? '' }, query: { limit: 1 } }, signal })),
    enabled: Boolean(id),
  });
}

/** Events of the last months, to choose a goal from. */
export const eventChoicesQuery = queryOptions({
  queryKey: ['reach', 'segments', 'schema'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/segments/schema', { signal })),
  staleTime: 5 * 60_000,
});
