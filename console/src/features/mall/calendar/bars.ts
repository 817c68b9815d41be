export interface Bar {
  /** Share of the stretch before it, and its own, 0 to 1. */
  left: number;
  width: number;
  /** It began before the stretch, or goes on after it. */
  openLeft: boolean;
  openRight: boolean;
}

/** Where something that runs from one moment to another lies in a stretch of time; null where it does not. */
export function barOf(starts: string | null, ends: string | null, since: Date, until: Date): Bar | null {
  const [first, last] = [since.getTime(), until.getTime()];
  const from = starts === null ? -Infinity : Date.parse(starts);
  const to = ends === null ? Infinity : Date.parse(ends);
  if (from >= last || to <= first || to <= from) return null;
  const left = (Math.max(from, first) - first) / (last - first);
  const right = (Math.min(to, last) - first) / (last - first);
  return { left, width: right - left, openLeft: from < first, openRight: to > last };
}

/** The month of a day, or so many months after it, as `2026-11`. */
export function monthOf(day: string, after = 0): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  const months = year * 12 + month - 1 + after;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
}

/** How many days a month has. */
export function daysIn(month: string): number {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).getUTCDate();
}
