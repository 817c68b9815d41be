import { describe, expect, it } from 'vitest';
import { circlesFor, fitted, lensArea } from './circles';
import { maskOf, sharedBy, type Region } from './overlap';
import { regionShapes } from './regionShapes';
import { labelsFor } from './vennLabels';

const pairs = (...known: [number, number, number][]) => (one: number, other: number) => known.find(([a, b]) => (a === one && b === other) || (a === other && b === one))?.[2] ?? 0;
const distance = (one: { x: number; y: number }, other: { x: number; y: number }) => Math.hypot(one.x - other.x, one.y - other.y);

function lens(circles: ReturnType<typeof circlesFor>, one: number, other: number): number {
  const [a, b] = [circles[one], circles[other]];
  return a && b ? lensArea(a.r, b.r, distance(a, b)) : Number.NaN;
}

describe('circles', () => {
  it('of two have areas and an overlap in proportion to the people', () => {
    const circles = circlesFor([900, 400], pairs([0, 1, 150]));
    expect(circles.map(({ r }) => Math.PI * r * r)).toEqual([expect.closeTo(900), expect.closeTo(400)]);
    expect(lens(circles, 0, 1)).toBeCloseTo(150, 3);
  });

  it('stand apart where nobody is in both, and one in the other where all of it is', () => {
    const [a, b] = circlesFor([100, 100], pairs());
    expect(distance(a!, b!)).toBeGreaterThan(a!.r + b!.r);
    const [large, little] = circlesFor([1000, 10], pairs([0, 1, 10]));
    expect(distance(large!, little!) + little!.r).toBeLessThan(large!.r);
  });

  it('of three keep all three overlaps where the plane allows it', () => {
    const circles = circlesFor([500, 400, 300], pairs([0, 1, 100], [0, 2, 80], [1, 2, 60]));
    expect([lens(circles, 0, 1), lens(circles, 0, 2), lens(circles, 1, 2)]).toEqual([expect.closeTo(100, 2), expect.closeTo(80, 2), expect.closeTo(60, 2)]);
  });

  it('of three keep to what is nearest where it does not', () => {
    // The first and the third are apart, though the second, far smaller than both, touches neither's middle.
    const circles = circlesFor([1000, 20, 1000], pairs([0, 1, 20], [1, 2, 20], [0, 2, 20]));
    for (const { x, y, r } of circles) expect([x, y, r].every(Number.isFinite)).toBe(true);
    expect(lens(circles, 0, 1)).toBeGreaterThan(0);
  });

  it('fill the box and stay within it', () => {
    const { drawn, height } = fitted(circlesFor([500, 400, 300], pairs([0, 1, 100])), 480, 260);
    expect(height).toBeLessThan(260.01);
    for (const { x, y, r } of drawn) {
      expect(Math.min(x - r, y - r)).toBeGreaterThan(-0.01);
      expect(x + r).toBeLessThan(480.01);
      expect(y + r).toBeLessThan(height + 0.01);
    }
  });

  it('of the same people are two rings, not one', () => {
    const { drawn } = fitted(circlesFor([100, 100], pairs([0, 1, 100])), 300, 300);
    expect(drawn[0]!.r - drawn[1]!.r).toBeGreaterThan(2);
    expect(regionShapes(drawn).map(({ mask }) => mask)).toEqual([1, 3]);
  });

  it('of nobody are still drawn', () => {
    for (const { x, y, r } of fitted(circlesFor([0, 0, 0], pairs()), 300, 200).drawn) expect([x, y, r].every(Number.isFinite) && r > 0).toBe(true);
  });
});

describe('regions', () => {
  const three = fitted(circlesFor([500, 400, 300], pairs([0, 1, 120], [0, 2, 100], [1, 2, 90])), 480, 260).drawn;

  it('of three circles that all cross are seven, each written about in its own middle', () => {
    const shapes = regionShapes(three);
    expect(shapes.map(({ mask }) => mask)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    for (const { mask, at, room } of shapes) {
      expect(three.reduce((bits, circle, place) => (distance(circle, at) < circle.r ? bits | (1 << place) : bits), 0)).toBe(mask);
      expect(room).toBeGreaterThan(0);
    }
  });

  it('are closed lines', () => {
    for (const { path } of regionShapes(three)) {
      for (const line of path.split('M').filter(Boolean)) {
        const ends = line.replace('Z', '').split('A');
        const last = ends.at(-1)?.split(' ').slice(-2).map(Number);
        const first = ends[0]?.split(' ').map(Number);
        expect(Math.hypot((first?.[0] ?? NaN) - (last?.[0] ?? NaN), (first?.[1] ?? NaN) - (last?.[1] ?? NaN))).toBeLessThan(0.02);
      }
    }
  });

  it('around a circle that lies within are a ring of two lines', () => {
    const shapes = regionShapes([{ x: 100, y: 100, r: 80 }, { x: 110, y: 100, r: 20 }]);
    expect(shapes.map(({ mask }) => mask)).toEqual([1, 3]);
    expect(shapes[0]?.path.match(/M/g)).toHaveLength(2);
  });

  it('too small for their figure have it outside at the end of a line', () => {
    const circles = [{ x: 60, y: 60, r: 60 }, { x: 175, y: 60, r: 60 }];
    const labels = labelsFor(regionShapes(circles), (mask) => (mask === 3 ? '12,345' : '9'), circles, { width: 300, height: 180, margin: 30 });
    const both = labels.find(({ mask }) => mask === 3);
    expect(both?.tie).toBeDefined();
    // Straight up, not through a circle and its figure.
    expect(both!.at.x).toBeCloseTo(both!.tie!.x, -1);
    expect(circles.some((circle) => distance(circle, both!.at) < circle.r)).toBe(false);
    expect(labels.find(({ mask }) => mask === 1)?.tie).toBeUndefined();
  });
});

describe('counts of regions', () => {
  const regions: Region[] = [
    { segments: ['a'], count: 5 },
    { segments: ['a', 'c'], count: 3 },
    { segments: ['a', 'b', 'c'], count: 2 },
  ];

  it('add up to segments and what they share', () => {
    expect([sharedBy(regions, 'a'), sharedBy(regions, 'b'), sharedBy(regions, 'a', 'c'), sharedBy(regions, 'b', 'c')]).toEqual([10, 2, 5, 2]);
  });

  it('are known by a bit for each segment', () => {
    expect(regions.map((region) => maskOf(region, ['a', 'b', 'c']))).toEqual([1, 5, 7]);
  });
});
