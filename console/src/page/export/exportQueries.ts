import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';

const pollMs = 1_000;
// A paused one may go on: somebody resumes it under jobs.
const ended = new Set(['done', 'failed', 'cancelled']);

/** How far a file is, whichever page asked for it; it says where the file lies once it is written. */
export function exportQuery(jobId: string | null) {
  return queryOptions({
    queryKey: ['exports', jobId],
    queryFn: ({ signal }) => unwrap(api.GET('/api/exports/{job_id}', { params: { path: { job_id: jobId ?? '' } }, signal })),
    enabled: jobId !== null,
    refetchInterval: (query) => (query.state.data && ended.has(query.state.data.state) ? false : pollMs),
  });
}
