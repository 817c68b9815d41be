export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export type Weekday = (typeof weekdays)[number];
export type Hours = Record<string, string[]>;

export const spansMost = 4;

/** Times by twos; a last one without its partner is kept, so that it can be mended. */
export function spansOf(times: string[]): [string, string][] {
  const spans: [string, string][] = [];
  for (let at = 0; at < times.length; at += 2) spans.push([times[at] ?? '', times[at + 1] ?? '']);
  return spans;
}

const aTime = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** What is wrong with the times of a day: `missing` or `order`; null where nothing is. Only the last closing may be after midnight. */
export function problemOf(times: string[]): 'missing' | 'order' | null {
  if (times.length % 2 || !times.every((each) => aTime.test(each))) return 'missing';
  const rises = (some: string[]) => some.every((each, at) => at === 0 || (some[at - 1] ?? '') < each);
  const last = times.at(-1) ?? '';
  return rises(times) || (rises(times.slice(0, -1)) && last < (times[0] ?? '')) ? null : 'order';
}

/** Open days that follow each other and keep the same hours, as one. */
export function stretchesOf(hours: Hours): { first: Weekday; last: Weekday; times: string[] }[] {
  const found: { first: Weekday; last: Weekday; times: string[] }[] = [];
  let before: string | null = null;
  for (const day of weekdays) {
    const times = hours[day] ?? [];
    const key = times.join();
    const latest = found.at(-1);
    if (times.length && key === before && latest) latest.last = day;
    else if (times.length) found.push({ first: day, last: day, times });
    before = times.length ? key : null;
  }
  return found;
}

/** What is sent: only days that are open. */
export function openDays(hours: Hours): Hours {
  return Object.fromEntries(weekdays.filter((day) => hours[day]?.length).map((day) => [day, hours[day] ?? []]));
}
