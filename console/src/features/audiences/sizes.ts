export interface Point {
  time: string;
  size: number;
}

/** The last size under each label, in the order of time: a day for months, an hour for a week. */
export function sizesByDay(points: readonly Point[], labelOf: (time: Date) => string): { at: string; size: number }[] {
  const found = new Map<string, number>();
  for (const point of points) {
    const at = labelOf(new Date(point.time));
    found.delete(at);
    found.set(at, point.size);
  }
  return [...found].map(([at, size]) => ({ at, size }));
}
