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

/** The moment at which a day, as `2026-11-22`, begins; `after` counts days on from it. */
export function dayStart(day: string, timeZone: string, after = 0): Date {
  const wanted = new Date(Date.parse(day) + after * 86_400_000).toISOString().slice(0, 10);
  return momentOf(`${wanted} 00:00`, timeZone);
}
