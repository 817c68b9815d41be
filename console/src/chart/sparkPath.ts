const margin = 3;

/** The line through values from left to right, and the area below it, within a box. */
export function sparkPath(values: readonly number[], width: number, height: number) {
  const low = Math.min(...values);
  const span = Math.max(...values) - low;
  const step = (width - 2 * margin) / Math.max(values.length - 1, 1);
  const points = values.map((value, index): [number, number] => [
    round(margin + index * step),
    round(span === 0 ? height / 2 : height - margin - ((value - low) / span) * (height - 2 * margin)),
  ]);
  const line = 'M' + points.map((point) => point.join(' ')).join('L');
  const [first, last] = [points[0] ?? [0, 0], points.at(-1) ?? [0, 0]];
  return { line, area: `${line}L${last[0]} ${height}L${first[0]} ${height}Z`, last };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
