/** How much of a whole is done, in whole percent; never 100 before the end. */
export function donePercent(done: number, total: number | null | undefined): number {
  if (!total || total <= 0) return 0;
  if (done >= total) return 100;
  return Math.min(99, Math.max(0, Math.floor((done / total) * 100)));
}
