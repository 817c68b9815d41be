import type { Circle } from './circles';
import type { RegionShape } from './regionShapes';

export interface RegionLabel {
  mask: number;
  text: string;
  at: { x: number; y: number };
  /** Where the line to it begins, for a region too small to be written into. */
  tie?: { x: number; y: number };
}

interface Box {
  width: number;
  height: number;
  margin: number;
}

const letter = 7.2;
const lineHeight = 16;
const outside = 14;

/** Figures in the middle of their regions; beside the circles, at the end of a line, where a region is too small. */
export function labelsFor(shapes: readonly RegionShape[], textOf: (mask: number) => string, circles: readonly Circle[], box: Box): RegionLabel[] {
  const out: RegionLabel[] = [];
  const labels = shapes.map(({ mask, at, room }): RegionLabel => {
    const text = textOf(mask);
    const half = (text.length * letter) / 2;
    if (room >= Math.max(lineHeight / 2, half * 0.8)) return { mask, text, at };
    const place = outwards(at, circles);
    const x = Math.max(half - box.margin, Math.min(box.width - box.margin - half, place.x));
    let y = Math.max(lineHeight - box.margin, Math.min(box.height - box.margin - lineHeight / 2, place.y));
    while (out.some((label) => Math.abs(label.at.y - y) < lineHeight && Math.abs(label.at.x - x) < (label.text.length * letter) / 2 + half)) y += lineHeight;
    const label = { mask, text, at: { x, y }, tie: at };
    out.push(label);
    return label;
  });
  return labels;
}

const ways = 32;
const step = 4;

/** The nearest place from a point at which no circle is near; the way there crosses as little as it can. */
function outwards(from: { x: number; y: number }, circles: readonly Circle[]): { x: number; y: number } {
  const free = (at: { x: number; y: number }) => circles.every((circle) => Math.hypot(at.x - circle.x, at.y - circle.y) >= circle.r + outside);
  for (let length = step; ; length += step) {
    for (let way = 0; way < ways; way += 1) {
      // Upwards first, then ever more to both sides.
      const angle = -Math.PI / 2 + (way % 2 ? 1 : -1) * Math.ceil(way / 2) * ((2 * Math.PI) / ways);
      const at = { x: from.x + length * Math.cos(angle), y: from.y + length * Math.sin(angle) };
      if (free(at)) return at;
    }
  }
}
