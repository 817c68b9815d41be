import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { components, paths } from '@/api/schema';

export type Snapshot = components['schemas']['SnapshotOut'];
type MembersAsk = paths['/api/segments/{segment_id}/snapshots/{snapshot_id}/members']['get']['parameters']['query'];
export type ExportAsk = components['schemas']['ExportAsk'];


export function snapshotsQuery(segmentId: string) {
  return queryOptions({
    queryKey: ['segments', segmentId, 'snapshots'],
    queryFn: async ({ signal }) => (await unwrap(api.GET('/api/segments/{segment_id}/snapshots', { params: { path: { segment_id: segmentId } }, signal }))).items,
  });
}

export function snapshotMembersQuery(segmentId: string, snapshotId: string, ask: MembersAsk) {
  return queryOptions({
    queryKey: ['segments', segmentId, 'snapshots', snapshotId, ask],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/segments/{segment_id}/snapshots/{snapshot_id}/members', {
          params: { path: { segment_id: segmentId, snapshot_id: snapshotId }, query: ask },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function useTakeSnapshot(segmentId: string) {
  const refresh = useRefresh(segmentId);
  return useMutation({
    mutationFn: (name: string) => unwrap(api.POST('/api/segments/{segment_id}/snapshots', { params: { path: { segment_id: segmentId } }, body: { name } })),
    onSuccess: refresh,
  });
}

export function useDeleteSnapshot(segmentId: string) {
  const refresh = useRefresh(segmentId);
  return useMutation({
    mutationFn: (snapshotId: string) =>
      unwrap(api.DELETE('/api/segments/{segment_id}/snapshots/{snapshot_id}', { params: { path: { segment_id: segmentId, snapshot_id: snapshotId } } })),
    onSuccess: refresh,
  });
}

function useRefresh(segmentId: string) {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['segments', segmentId, 'snapshots'] });
}

export function useStartExport(segmentId: string) {
  return useMutation({
    mutationFn: (ask: ExportAsk) => unwrap(api.POST('/api/segments/{segment_id}/export', { params: { path: { segment_id: segmentId } }, body: ask })),
  });
}
