/** The last moment before one at which something ends: what ends at midnight holds to the end of the day before. */
export function lastMoment(end: string | null): string | null {
  return end && new Date(Date.parse(end) - 1).toISOString();
}
