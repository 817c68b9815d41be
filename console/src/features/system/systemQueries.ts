import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { components } from '@/api/schema';
import { isUnderWay } from './jobProgress';

type Schemas = components['schemas'];

export type Job = Schemas['JobOut'];
export type JobState = Schemas['JobState'];
export type ParkedEvent = Schemas['ParkedEventOut'];
export type Diagnosis = Schemas['DiagnosisOut'];
export type Store = Schemas['StoreOut'];
export type Stores = Schemas['StoresOut'];
export type Backup = Schemas['BackupSummary'];
export type Module = Schemas['ModuleOut'];
export type Block = Schemas['BlockOut'];

const watchingMs = 2_500;

export function jobsQuery(search: { state?: JobState; cursor?: string; limit: number }) {
  return queryOptions({
    queryKey: ['system', 'jobs', search],
    queryFn: ({ signal }) => unwrap(api.GET('/api/system/jobs', { params: { query: search }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.data?.items.some(isUnderWay) ? watchingMs : false),
  });
}

export function jobQuery(jobId: string) {
  return queryOptions({
    queryKey: ['system', 'job', jobId],
    queryFn: ({ signal }) => unwrap(api.GET('/api/system/jobs/{job_id}', { params: { path: { job_id: jobId } }, signal })),
    refetchInterval: (query) => (query.state.data && isUnderWay(query.state.data) ? watchingMs : false),
  });
}

export const jobActs = ['pause', 'resume', 'cancel'] as const;
export type JobAct = (typeof jobActs)[number];

export function useJobAct(jobId: string) {
  const refresh = useRefresh();
  const params = { path: { job_id: jobId } };
  return useMutation({
    mutationFn: (act: JobAct) => {
      if (act === 'pause') return unwrap(api.POST('/api/system/jobs/{job_id}/pause', { params }));
      if (act === 'resume') return unwrap(api.POST('/api/system/jobs/{job_id}/resume', { params }));
      return unwrap(api.POST('/api/system/jobs/{job_id}/cancel', { params }));
    },
    onSettled: refresh,
  });
}

export function parkedQuery(search: { cursor?: string; limit: number }) {
  return queryOptions({
    queryKey: ['system', 'parked', search],
    queryFn: ({ signal }) => unwrap(api.GET('/api/system/parked-events', { params: { query: search }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function useRetryParked() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (parkedId: string) =>
      unwrap(api.POST('/api/system/parked-events/{parked_event_id}/retry', { params: { path: { parked_event_id: parkedId } } })),
    onSettled: refresh,
  });
}

/** Whether services answer and the background keeps up; with invariants, which read whole tables, whether all data agrees. */
export function doctorQuery(invariants: boolean) {
  return queryOptions({
    queryKey: ['doctor', invariants],
    queryFn: ({ signal }) => unwrap(api.GET('/api/system/doctor', { params: { query: { invariants } }, signal })),
    staleTime: invariants ? Infinity : 30_000,
    gcTime: 60 * 60_000,
  });
}

export const trackingLagQuery = queryOptions({
  queryKey: ['system', 'tracking-lag'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/tracking/lag', { signal })),
  refetchInterval: 5_000,
});

export const lagsQuery = queryOptions({
  queryKey: ['system', 'lags'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/system/lags', { signal })),
  refetchInterval: 5_000,
});

export const storesQuery = queryOptions({
  queryKey: ['system', 'stores'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/system/stores', { signal })),
});

export const backupsQuery = queryOptions({
  queryKey: ['system', 'backups'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/system/backups', { signal })),
});

export function useBackUp() {
  const refresh = useRefresh();
  return useMutation({ mutationFn: () => unwrap(api.POST('/api/system/backups', { params: { query: {} } })), onSettled: refresh });
}

export const modulesQuery = queryOptions({
  queryKey: ['system', 'modules'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/system/modules', { signal })),
  staleTime: 10 * 60_000,
});

export const blocksQuery = queryOptions({
  queryKey: ['system', 'blocks'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/system/blocks', { params: { query: {} }, signal })),
  staleTime: 10 * 60_000,
});

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['system'] });
}
