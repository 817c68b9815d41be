/** A value of unknown shape on one line. */
export function plainValue(value: unknown): string {
  if (value === null || value === undefined || value === '') return '—';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value) && value.every((entry) => typeof entry !== 'object')) return value.join(', ');
  return JSON.stringify(value);
}

/** The letter that stands for a person without a picture. */
export function initialOf(name: string | null | undefined, id: string): string {
  const letter = [...(name ?? '').trim()][0] ?? id.split('_').at(-1)?.[0] ?? '?';
  return letter.toUpperCase();
}

/** A steady number from 1 to 8 for a text: a person keeps their colour on every page. */
export function dataColorOf(text: string): number {
  let sum = 0;
  for (const letter of text) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return (sum % 8) + 1;
}
