/** How much of a job is done, in whole percent; nothing is done of a job whose end is not known. */
export function jobPercent(job: { state: string; done?: number; total?: number | null } | undefined): number {
  if (!job) return 0;
  if (job.state === 'done') return 100;
  if (!job.total) return 0;
  return Math.min(99, Math.floor((100 * (job.done ?? 0)) / job.total));
}
