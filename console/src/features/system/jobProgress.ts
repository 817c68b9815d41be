import type { Job, JobAct } from './systemQueries';

type JobFacts = Pick<Job, 'state' | 'done' | 'total'>;

/** Whether a job may still move by itself. */
export function isUnderWay(job: Pick<Job, 'state'>): boolean {
  return job.state === 'requested' || job.state === 'running';
}

/** How far a job is in whole per cent; null where its end is not known. */
export function percentOf({ state, done, total }: JobFacts): number | null {
  if (state === 'done') return 100;
  if (!total || total <= 0) return null;
  return Math.min(100, Math.max(0, Math.floor((done / total) * 100)));
}

/** What a person may do with a job as it stands. */
export function actsFor(state: Job['state']): JobAct[] {
  if (state === 'requested' || state === 'running') return ['pause', 'cancel'];
  return state === 'paused' || state === 'failed' ? ['resume', 'cancel'] : [];
}
