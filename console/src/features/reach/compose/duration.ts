type Unit = 'second' | 'minute' | 'hour' | 'day';

const sizes: [Unit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** A length of time in the one unit that says it best, rounded up: it takes at least that long. */
export function durationText(seconds: number, language: string): string {
  const [unit, size] = sizes.find(([, each]) => seconds >= each * 2) ?? ['second', 1];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(Math.ceil(seconds / size));
}
