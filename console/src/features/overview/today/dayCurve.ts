/** What had come in all by the end of each hour. */
export function cumulative(hours: readonly number[]): number[] {
  let sum = 0;
  return hours.map((value) => (sum += value));
}

/** From here on a share says only how little there was before. */
const timesMost = 10;

/** The change against before as a share; null where there was nothing, or next to nothing, to compare with. */
export function changeOf(today: number, before: number): number | null {
  return before > 0 && today <= timesMost * before ? today / before - 1 : null;
}

export type Direction = 'up' | 'down' | 'level';

export function directionOf(today: number, before: number): Direction {
  if (today === before) return 'level';
  return today > before ? 'up' : 'down';
}

const margin = 3;

/** Two days as lines in one box: both begin at zero, and one scale serves both. */
export function curvePaths(today: readonly number[], before: readonly number[], width: number, height: number) {
  const most = Math.max(1, ...today, ...before);
  const place = (value: number, hour: number): [number, number] => [
    round(margin + (hour / 24) * (width - 2 * margin)),
    round(height - margin - (value / most) * (height - 2 * margin)),
  ];
  const points = (values: readonly number[]) => [0, ...values].map((value, hour) => place(value, hour));
  const last = points(today).at(-1) ?? place(0, 0);
  return { today: pathOf(points(today)), before: pathOf(points(before)), area: `${pathOf(points(today))}L${last[0]} ${height}L${margin} ${height}Z`, last };
}

function pathOf(points: readonly [number, number][]): string {
  return `M${points.map((point) => point.join(' ')).join('L')}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
