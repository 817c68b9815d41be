import type { OrgNode } from '@/page/orgTree';

export interface Placed {
  node: OrgNode;
  longitude: number;
  latitude: number;
}

export interface Frame {
  west: number;
  east: number;
  south: number;
  north: number;
}

export interface Plot {
  frame: Frame;
  width: number;
  height: number;
  x: (longitude: number) => number;
  y: (latitude: number) => number;
}

/** Nodes that know where they are. */
export function placedOf(nodes: readonly OrgNode[]): Placed[] {
  return nodes.flatMap((node) =>
    node.longitude === null || node.latitude === null ? [] : [{ node, longitude: node.longitude, latitude: node.latitude }],
  );
}

/** Degrees around all places with a margin; never narrower than a few streets, so that one store has a map too. */
export function frameOf(places: readonly Placed[], least = 0.02): Frame {
  const [west, east] = spread(places.map((place) => place.longitude), least);
  const [south, north] = spread(places.map((place) => place.latitude), least);
  return { west: Math.max(west, -180), east: Math.min(east, 180), south: Math.max(south, -85), north: Math.min(north, 85) };
}

/** Equirectangular, true to scale at the middle latitude; the frame is widened to fill the picture. */
export function plotOf(places: readonly Placed[], width: number, height: number): Plot {
  const frame = frameOf(places);
  const middle = { longitude: (frame.west + frame.east) / 2, latitude: (frame.south + frame.north) / 2 };
  const shrink = Math.max(Math.cos((middle.latitude * Math.PI) / 180), 0.1);
  const scale = Math.min(width / ((frame.east - frame.west) * shrink), height / (frame.north - frame.south));
  const [halfWidth, halfHeight] = [width / scale / shrink / 2, height / scale / 2];
  return {
    width,
    height,
    frame: {
      west: middle.longitude - halfWidth,
      east: middle.longitude + halfWidth,
      south: middle.latitude - halfHeight,
      north: middle.latitude + halfHeight,
    },
    x: (longitude) => width / 2 + (longitude - middle.longitude) * shrink * scale,
    y: (latitude) => height / 2 - (latitude - middle.latitude) * scale,
  };
}

/** Round degrees between two, about `count` of them, for the lines of the grid. */
export function ticks(from: number, to: number, count = 5): number[] {
  const rough = (to - from) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? rough;
  const first = Math.ceil(from / step);
  const last = Math.floor(to / step);
  return Array.from({ length: Math.max(last - first + 1, 0) }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

type Box = [left: number, top: number, right: number, bottom: number];

export type Side = 'left' | 'right';

/** Which names can be written beside their dot without covering anything, and on which side; the others show when pointed at. */
export function roomyLabels(places: readonly Placed[], plot: Plot, letterWidth = 12, lineHeight = 18): Map<string, Side> {
  const dots = places.map(({ longitude, latitude }) => [plot.x(longitude), plot.y(latitude)] as const);
  const taken: Box[] = dots.map(([x, y]) => [x - 5, y - 5, x + 5, y + 5]);
  const shown = new Map<string, Side>();
  places.forEach(({ node }, index) => {
    const [x, y] = dots[index]!;
    const width = [...node.name].reduce((sum, letter) => sum + (letter.codePointAt(0)! > 255 ? letterWidth : letterWidth * 0.6), 0);
    const boxes: [Side, Box][] = [
      ['right', [x + 8, y - lineHeight / 2, x + 8 + width, y + lineHeight / 2]],
      ['left', [x - 8 - width, y - lineHeight / 2, x - 8, y + lineHeight / 2]],
    ];
    for (const [side, box] of boxes) {
      if (box[0] < 0 || box[2] > plot.width || taken.some((other) => overlap(box, other))) continue;
      taken.push(box);
      shown.set(node.id, side);
      return;
    }
  });
  return shown;
}

function overlap(one: Box, other: Box): boolean {
  return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
}

function spread(values: readonly number[], least: number): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const margin = Math.max((high - low) * 0.12, least / 2);
  return [low - margin, high + margin];
}
