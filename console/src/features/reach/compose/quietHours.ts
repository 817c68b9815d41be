/** Whether a wall-clock time of day lies in quiet hours, which may pass midnight. */
export function isQuiet(time: string, quiet: { start?: string; end?: string } | null | undefined): boolean {
  if (!quiet?.start || !quiet.end) return false;
  const { start, end } = quiet;
  return start < end ? time >= start && time < end : time >= start || time < end;
}
