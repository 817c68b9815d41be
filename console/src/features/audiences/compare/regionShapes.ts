import type { Circle } from './circles';

/** The part of the plane that is in exactly some of the circles. */
export interface RegionShape {
  /** One bit a circle, from the first. */
  mask: number;
  /** Its outline, as SVG draws it. */
  path: string;
  /** The place in it that is farthest from its edges, and how far. */
  at: { x: number; y: number };
  room: number;
}

interface Arc {
  circle: Circle;
  from: number;
  to: number;
}

type Point = { x: number; y: number };

/** Every region that the circles make, the outside left out. */
export function regionShapes(circles: readonly Circle[]): RegionShape[] {
  const arcs = circles.flatMap((circle, place) => cut(circle, circles.filter((_, other) => other !== place)).map((arc) => ({ arc, place, others: maskAt(pointOn(arc, 0.5), circles, place) })));
  const shapes: RegionShape[] = [];
  for (let mask = 1; mask < 1 << circles.length; mask += 1) {
    // An arc has its circle's inside on one side and its outside on the other.
    const edges = arcs.flatMap(({ arc, place, others }) => {
      if ((others | (1 << place)) === mask) return [arc];
      return others === mask ? [{ ...arc, from: arc.to, to: arc.from }] : [];
    });
    const middle = roomiest(mask, circles);
    if (edges.length > 0 && middle) shapes.push({ mask, path: outline(edges), ...middle });
  }
  return shapes;
}

/** A circle parted where others cross it; a whole one in two halves, as SVG cannot draw it in one arc. */
function cut(circle: Circle, others: readonly Circle[]): Arc[] {
  const angles = others.flatMap((other) => crossings(circle, other)).sort((one, next) => one - next);
  const ends = angles.length ? angles : [0, Math.PI];
  return ends.map((from, place) => ({ circle, from, to: ends[place + 1] ?? (ends[0] ?? 0) + 2 * Math.PI })).filter((arc) => arc.to - arc.from > 1e-9);
}

/** Angles at which another circle crosses this one. */
function crossings(circle: Circle, other: Circle): number[] {
  const distance = Math.hypot(other.x - circle.x, other.y - circle.y);
  if (distance === 0 || distance >= circle.r + other.r || distance <= Math.abs(circle.r - other.r)) return [];
  const towards = Math.atan2(other.y - circle.y, other.x - circle.x);
  const half = Math.acos((distance * distance + circle.r * circle.r - other.r * other.r) / (2 * distance * circle.r));
  return [towards - half, towards + half].map((angle) => (angle + 4 * Math.PI) % (2 * Math.PI));
}

/** Circles a point is in; one of them is not asked. */
function maskAt(point: Point, circles: readonly Circle[], except = -1): number {
  return circles.reduce((mask, circle, place) => (place !== except && Math.hypot(point.x - circle.x, point.y - circle.y) < circle.r ? mask | (1 << place) : mask), 0);
}

function pointOn({ circle, from, to }: Arc, share: number): Point {
  const angle = from + (to - from) * share;
  return { x: circle.x + circle.r * Math.cos(angle), y: circle.y + circle.r * Math.sin(angle) };
}

/** Arcs end to end, as closed lines. */
function outline(edges: readonly Arc[]): string {
  const left = [...edges];
  const lines: string[] = [];
  while (left.length > 0) {
    let arc = left.shift() as Arc;
    let line = `M${written(pointOn(arc, 0))}`;
    for (;;) {
      const end = pointOn(arc, 1);
      line += `A${written({ x: arc.circle.r, y: arc.circle.r })} 0 ${Math.abs(arc.to - arc.from) > Math.PI ? 1 : 0} ${arc.to > arc.from ? 1 : 0} ${written(end)}`;
      const next = left.findIndex((each) => near(pointOn(each, 0), end));
      if (next < 0) break;
      arc = left.splice(next, 1)[0] as Arc;
    }
    lines.push(`${line}Z`);
  }
  return lines.join('');
}

function near(one: Point, other: Point): boolean {
  return Math.hypot(one.x - other.x, one.y - other.y) < 0.01;
}

function written({ x, y }: Point): string {
  return `${Math.round(x * 1000) / 1000} ${Math.round(y * 1000) / 1000}`;
}

const steps = 90;

/** The point of a region that has the most room around it, looked for on a grid. */
function roomiest(mask: number, circles: readonly Circle[]): { at: Point; room: number } | undefined {
  const inside = circles.filter((_, place) => mask & (1 << place));
  const left = Math.max(...inside.map((circle) => circle.x - circle.r));
  const right = Math.min(...inside.map((circle) => circle.x + circle.r));
  const top = Math.max(...inside.map((circle) => circle.y - circle.r));
  const bottom = Math.min(...inside.map((circle) => circle.y + circle.r));
  let found: { at: Point; room: number } | undefined;
  for (let row = 0; row <= steps; row += 1) {
    for (let column = 0; column <= steps; column += 1) {
      const at = { x: left + ((right - left) * column) / steps, y: top + ((bottom - top) * row) / steps };
      if (maskAt(at, circles) !== mask) continue;
      const room = Math.min(...circles.map((circle) => Math.abs(Math.hypot(at.x - circle.x, at.y - circle.y) - circle.r)));
      if (!found || room > found.room) found = { at, room };
    }
  }
  return found;
}
