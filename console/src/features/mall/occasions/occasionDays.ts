import type { OccasionKind } from './occasionQueries';

export const occasionKinds: OccasionKind[] = ['birthday', 'birthday_month', 'joining_day', 'weekly', 'monthly'];

/** Which days may be chosen: 7 of the week from Monday, 31 of the month, none where the person decides. */
export function daysOf(kind: OccasionKind): number[] {
  const most = kind === 'weekly' ? 7 : kind === 'monthly' ? 31 : 0;
  return Array.from({ length: most }, (_, index) => index + 1);
}

/** Whether an occasion may be given ahead: where everybody has the same day there is nothing to be ahead of. */
export function mayBeAhead(kind: OccasionKind): boolean {
  return kind === 'birthday' || kind === 'joining_day';
}

/** Monday is 1. */
export function weekdayName(day: number, language: string): string {
  // The first of January 2024 was a Monday.
  return new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, 0, day));
}
