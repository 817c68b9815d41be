import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { paths } from '@/api/schema';
import type { Announce, Definition, Segment } from './audienceTypes';

type ListAsk = paths['/api/segments']['get']['parameters']['query'];
type MembersAsk = paths['/api/segments/{segment_id}/members']['get']['parameters']['query'];

const computingBeatMs = 2_000;

export function segmentsQuery(ask: ListAsk) {
  return queryOptions({
    queryKey: ['segments', 'list', ask],
    queryFn: ({ signal }) => unwrap(api.GET('/api/segments', { params: { query: ask }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.data?.items.some((segment) => segment.state === 'computing') ? computingBeatMs : false),
  });
}

export function trendsQuery(segmentIds: readonly string[]) {
  return queryOptions({
    queryKey: ['segments', 'trends', segmentIds],
    queryFn: async ({ signal }) => (await unwrap(api.GET('/api/segments/trends', { params: { query: { segment: [...segmentIds] } }, signal }))).items,
    enabled: segmentIds.length > 0,
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
}

export const templatesQuery = queryOptions({
  queryKey: ['segments', 'templates'],
  queryFn: async ({ signal }) => (await unwrap(api.GET('/api/segments/templates', { signal }))).items,
  staleTime: Infinity,
});

export function segmentQuery(segmentId: string) {
  return queryOptions({
    queryKey: ['segments', segmentId],
    queryFn: ({ signal }) => unwrap(api.GET('/api/segments/{segment_id}', { params: { path: { segment_id: segmentId } }, signal })),
    refetchInterval: (query) => (query.state.data?.state === 'computing' ? computingBeatMs : false),
  });
}

export function historyQuery(segmentId: string, days: number) {
  return queryOptions({
    queryKey: ['segments', segmentId, 'history', days],
    queryFn: async ({ signal }) => {
      const since = new Date(Date.now() - days * 86_400_000).toISOString();
      return (await unwrap(api.GET('/api/segments/{segment_id}/history', { params: { path: { segment_id: segmentId }, query: { since } }, signal }))).items;
    },
    placeholderData: keepPreviousData,
  });
}

export function membersQuery(segmentId: string, ask: MembersAsk) {
  return queryOptions({
    queryKey: ['segments', segmentId, 'members', ask],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/segments/{segment_id}/members', { params: { path: { segment_id: segmentId }, query: ask }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function usesQuery(segmentId: string) {
  return queryOptions({
    queryKey: ['segments', segmentId, 'uses'],
    queryFn: async ({ signal }) => (await unwrap(api.GET('/api/segments/{segment_id}/uses', { params: { path: { segment_id: segmentId } }, signal }))).items,
  });
}

export function versionsQuery(segmentId: string) {
  return queryOptions({
    queryKey: ['segments', segmentId, 'versions'],
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET('/api/segments/{segment_id}/versions', { params: { path: { segment_id: segmentId }, query: { limit: 100 } }, signal }))).items,
  });
}

export function explanationQuery(segmentId: string, person: string) {
  return queryOptions({
    queryKey: ['segments', segmentId, 'explain', person],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/segments/{segment_id}/explain', { params: { path: { segment_id: segmentId }, query: { person } }, signal })),
    enabled: person !== '',
  });
}

export interface SegmentWords {
  name: string;
  description: string;
  announce: Announce;
  definition: Definition;
  node_id?: string | null;
}

/** Makes a segment, or changes the one given; its page shows how far the computation is. */
export function useSaveSegment(segmentId: string | undefined) {
  const refresh = useRefreshSegments();
  return useMutation({
    mutationFn: ({ node_id, ...words }: SegmentWords): Promise<Segment> =>
      segmentId
        ? unwrap(api.PATCH('/api/segments/{segment_id}', { params: { path: { segment_id: segmentId } }, body: words }))
        : unwrap(api.POST('/api/segments', { body: { ...words, node_id } })),
    onSuccess: refresh,
  });
}

export function useDeleteSegment() {
  const refresh = useRefreshSegments();
  return useMutation({
    mutationFn: (segmentId: string) => unwrap(api.DELETE('/api/segments/{segment_id}', { params: { path: { segment_id: segmentId } } })),
    onSuccess: refresh,
  });
}

export function useComputeSegment(segmentId: string) {
  const refresh = useRefreshSegments();
  return useMutation({
    mutationFn: () => unwrap(api.POST('/api/segments/{segment_id}/computation', { params: { path: { segment_id: segmentId } } })),
    onSuccess: refresh,
  });
}

function useRefreshSegments() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['segments'] });
}
