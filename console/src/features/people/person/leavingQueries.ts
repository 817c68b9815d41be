import { queryOptions, useMutation } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';

const pollMs = 1_000;

export function useStartExport(personId: string) {
  return useMutation({
    mutationFn: () => unwrap(api.POST('/api/people/{person_id}/export', { params: { path: { person_id: personId } } })),
  });
}

export function exportQuery(personId: string, jobId: string | null) {
  return queryOptions({
    queryKey: ['people', personId, 'export', jobId],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/people/{person_id}/export/{job_id}', { params: { path: { person_id: personId, job_id: jobId ?? '' } }, signal })),
    enabled: jobId !== null,
    refetchInterval: (query) => (query.state.data?.finished_at ? false : pollMs),
  });
}

/** Where the browser fetches the finished file. */
export function exportFile(personId: string, jobId: string): string {
  return `/api/people/${personId}/export/${jobId}/file`;
}

export function useErase(personId: string) {
  return useMutation({
    mutationFn: (reason: string) =>
      unwrap(api.POST('/api/people/{person_id}/erasure', { params: { path: { person_id: personId } }, body: { reason } })),
  });
}
