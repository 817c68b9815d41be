export const linesMax = 10_000;

/** What was pasted, one entry a line or between commas, without empty ones. */
export function linesOf(text: string): string[] {
  return text
    .split(/[\n\r,，;；\t]+/)
    .map((line) => line.trim())
    .filter(Boolean)
    .slice(0, linesMax);
}
