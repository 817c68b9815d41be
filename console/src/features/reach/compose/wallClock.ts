/** Wall-clock times of the business time zone, as `2026-11-22 10:00`, and the moments they are. */

/** What the clocks of a time zone show at a moment. */
export function wallOf(moment: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).formatToParts(moment);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '00';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
}

/** The moment at which the clocks of a time zone show this; the later one where they show it twice. */
export function momentOf(wall: string, timeZone: string): Date {
  const shown = Date.parse(`${wall.replace(' ', 'T')}:00Z`);
  let guess = shown;
  // Twice, since the offset may change between the guess and the moment itself.
  for (let round = 0; round < 2; round += 1) {
    const offset = Date.parse(`${wallOf(new Date(guess), timeZone).replace(' ', 'T')}:00Z`) - guess;
    guess = shown - offset;
  }
  return new Date(guess);
}

/** Whether a wall-clock time of day lies in quiet hours, which may pass midnight. */
export function isQuiet(time: string, quiet: { start?: string; end?: string } | null | undefined): boolean {
  if (!quiet?.start || !quiet.end) return false;
  const { start, end } = quiet;
  return start < end ? time >= start && time < end : time >= start || time < end;
}
