const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A moment as a person says it: relative within a day, a date otherwise. */
export function relativeTime(value: Date, now: Date, language: string, timeZone: string): string {
  // A clock that beats every few seconds may lag behind what has just happened.
  const since = now.getTime() - value.getTime();
  const past = since < 0 && since > -minute ? 0 : since;
  if (Math.abs(past) < day) {
    const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
    if (Math.abs(past) < minute) return relative.format(-Math.round(past / 1000), 'second');
    if (Math.abs(past) < hour) return relative.format(-Math.round(past / minute), 'minute');
    return relative.format(-Math.round(past / hour), 'hour');
  }
  const sameYear = yearOf(value, timeZone) === yearOf(now, timeZone);
  const parts: Intl.DateTimeFormatOptions = sameYear ? {} : { year: 'numeric' };
  return new Intl.DateTimeFormat(language, { ...parts, month: 'short', day: 'numeric', timeZone }).format(value);
}

/** A moment to the second, in the business time zone, with the zone named. */
export function exactTime(value: Date, language: string, timeZone: string): string {
  return new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'long',
    timeZone,
  }).format(value);
}

/** Hours, minutes and seconds, for rows of a stream. */
export function clockTime(value: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone }).format(value);
}

/** Hours and minutes, under a heading that says the day. */
export function minuteTime(value: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone }).format(value);
}

/** The day a moment falls on, as `2026-10-16`, for grouping. */
export function dayOf(value: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone }).format(value);
}

/** A day as a heading: today, yesterday, else the date with its weekday. */
export function dayHeading(value: Date, now: Date, language: string, timeZone: string): string {
  const days = daysBetween(dayOf(value, timeZone), dayOf(now, timeZone));
  if (days === 0 || days === 1) {
    return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-days, 'day');
  }
  const sameYear = yearOf(value, timeZone) === yearOf(now, timeZone);
  return new Intl.DateTimeFormat(language, {
    year: sameYear ? undefined : 'numeric',
    month: 'long',
    day: 'numeric',
    weekday: 'short',
    timeZone,
  }).format(value);
}

function yearOf(value: Date, timeZone: string): string {
  return dayOf(value, timeZone).slice(0, 4);
}

function daysBetween(earlier: string, later: string): number {
  return Math.round((Date.parse(later) - Date.parse(earlier)) / day);
}
