/** A set drawn as a circle; its area stands for how many are in it. */
export interface Circle {
  x: number;
  y: number;
  r: number;
}

/** Area that two circles share at a distance. */
export function lensArea(a: number, b: number, distance: number): number {
  if (distance >= a + b) return 0;
  if (distance <= Math.abs(a - b)) return Math.PI * Math.min(a, b) ** 2;
  const half = (one: number, other: number) => one * one * Math.acos(clamped((distance * distance + one * one - other * other) / (2 * distance * one)));
  const kite = Math.sqrt((-distance + a + b) * (distance + a - b) * (distance - a + b) * (distance + a + b)) / 2;
  return half(a, b) + half(b, a) - kite;
}

const halvings = 40;
const apart = 1.08;

/** How far apart two circles stand that share an area; a little gap where they share nothing, inside one another where one holds the other. */
export function distanceFor(a: number, b: number, shared: number): number {
  const least = Math.abs(a - b);
  if (shared <= 0) return (a + b) * apart;
  if (shared >= Math.PI * Math.min(a, b) ** 2 * 0.9999) return least * 0.9;
  let [near, far] = [least, a + b];
  for (let step = 0; step < halvings; step += 1) {
    const middle = (near + far) / 2;
    if (lensArea(a, b, middle) > shared) near = middle;
    else far = middle;
  }
  return (near + far) / 2;
}

/**
 * Two or three circles whose areas, and as far as a plane allows whose overlaps, stand for people.
 *
 * `shared(one, other)` is how many are in both, whatever else they are in.
 */
export function circlesFor(sizes: readonly number[], shared: (one: number, other: number) => number): Circle[] {
  const radii = sizes.map((size) => Math.sqrt(Math.max(size, 0) / Math.PI));
  const apartBy = (one: number, other: number) => distanceFor(radii[one] ?? 0, radii[other] ?? 0, shared(one, other));
  const [a = 0, b = 0, c = 0] = radii;
  if (sizes.length < 3) return [{ x: 0, y: 0, r: a }, { x: apartBy(0, 1), y: 0, r: b }].slice(0, sizes.length);
  const [ab, ac, bc] = [apartBy(0, 1), apartBy(0, 2), apartBy(1, 2)];
  return bestOf(triangles(ab, ac, bc).map(([second, third]) => [{ x: 0, y: 0, r: a }, { ...second, r: b }, { ...third, r: c }]), shared);
}

type Point = { x: number; y: number };

/** Where the second and the third may stand; the exact place where the distances make a triangle, else along a line with one distance given up. */
function triangles(ab: number, ac: number, bc: number): [Point, Point][] {
  if (ab > 0 && ab + ac >= bc && ab + bc >= ac && ac + bc >= ab) {
    const x = (ab * ab + ac * ac - bc * bc) / (2 * ab);
    return [[{ x: ab, y: 0 }, { x, y: Math.sqrt(Math.max(0, ac * ac - x * x)) }]];
  }
  const onLine = (second: number, third: number): [Point, Point] => [{ x: second, y: 0 }, { x: third, y: 0 }];
  return [onLine(ab, ac), onLine(ab, -ac), onLine(ab, ab + bc), onLine(ab, ab - bc), onLine(ac + bc, ac), onLine(ac - bc, ac)];
}

/** The placing whose overlaps are nearest to the truth. */
function bestOf(placings: Circle[][], shared: (one: number, other: number) => number): Circle[] {
  const wrong = (circles: Circle[]) =>
    circles.reduce((sum, one, place) => sum + circles.slice(place + 1).reduce((inner, other, after) => inner + Math.abs(lensArea(one.r, other.r, Math.hypot(one.x - other.x, one.y - other.y)) - shared(place, place + 1 + after)), 0), 0);
  return placings.reduce((best, each) => (wrong(each) < wrong(best) ? each : best));
}

const leastRadius = 6;
const ring = 3;

/** The circles as large as a box allows, and how much of its height they take; the very small stay large enough to be seen, and of two that are one the later lies within. */
export function fitted(circles: readonly Circle[], width: number, heightMax: number): { drawn: Circle[]; height: number } {
  const left = Math.min(...circles.map((one) => one.x - one.r));
  const right = Math.max(...circles.map((one) => one.x + one.r));
  const top = Math.min(...circles.map((one) => one.y - one.r));
  const bottom = Math.max(...circles.map((one) => one.y + one.r));
  const scale = Math.min(width / (right - left || 1), heightMax / (bottom - top || 1));
  const height = Math.max((bottom - top) * scale, 2 * leastRadius);
  const drawn: Circle[] = [];
  for (const one of circles) {
    const [x, y] = [width / 2 + (one.x - (left + right) / 2) * scale, height / 2 + (one.y - (top + bottom) / 2) * scale];
    const r = Math.max(one.r * scale, leastRadius);
    const twins = drawn.filter((other) => Math.hypot(other.x - x, other.y - y) + Math.abs(other.r - r) < ring);
    drawn.push({ x, y, r: Math.min(r, ...twins.map((other) => other.r - ring)) });
  }
  return { drawn, height };
}

function clamped(cosine: number): number {
  return Math.max(-1, Math.min(1, cosine));
}
