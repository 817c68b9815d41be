import type { Stage, StageFigure } from '../overviewTypes';

export const stageOrder: readonly Stage[] = ['acquire', 'nurture', 'spread', 'convert', 'keep'];

/** A stage keeps its colour on every page. */
export const stageColors: Record<Stage, string> = {
  acquire: 'var(--data-2)',
  nurture: 'var(--data-1)',
  spread: 'var(--data-3)',
  convert: 'var(--data-4)',
  keep: 'var(--data-5)',
};

export interface Point {
  x: number;
  y: number;
}

/** The box in which the wheel is drawn; percentages of it place what lies above. */
export const box = { width: 400, height: 380 };
const hub: Point = { x: 200, y: 192 };
const rim = 140;
/** The figure in the middle; arrows and their shares keep clear of it. */
const hubSize = 46;
const sizeMin = 30;
const sizeMax = 44;

export const wheelHub = hub;
export const wheelRim = rim;
export const wheelHubSize = hubSize;

/** Where a stage stands on the rim: the first at the top, then clockwise. */
export function placeOf(stage: Stage): Point {
  const angle = ((stageOrder.indexOf(stage) / stageOrder.length) * 360 - 90) * (Math.PI / 180);
  return { x: round(hub.x + rim * Math.cos(angle)), y: round(hub.y + rim * Math.sin(angle)) };
}

/** Radius of a stage, by area between the smallest and the largest. */
export function sizeOf(people: number, most: number): number {
  return round(sizeMin + (sizeMax - sizeMin) * Math.sqrt(most > 0 ? people / most : 0));
}

export interface Flow {
  stage: Stage;
  source: Stage;
  rate: number | null;
  path: string;
  /** Where its share is written. */
  label: Point;
}

/** An arrow from each stage's source to it: along the rim to a neighbour, through the wheel to another. */
export function flowsOf(stages: readonly StageFigure[]): Flow[] {
  const most = Math.max(1, ...stages.map((stage) => stage.people));
  const sizes = new Map(stages.map((stage) => [stage.stage, sizeOf(stage.people, most)]));
  return stages.map(({ stage, source, rate }) => {
    const [from, to] = [placeOf(source), placeOf(stage)];
    const neighbours = (stageOrder.indexOf(stage) - stageOrder.indexOf(source) + stageOrder.length) % stageOrder.length === 1;
    const bend = fromHub({ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }, neighbours ? 1.42 : aroundHub);
    const [start, end] = [towards(from, bend, (sizes.get(source) ?? sizeMin) + 3), towards(to, bend, (sizes.get(stage) ?? sizeMin) + 8)];
    const path = `M${start.x} ${start.y}Q${bend.x} ${bend.y} ${end.x} ${end.y}`;
    return { stage, source, rate, path, label: along(start, bend, end, neighbours ? 0.5 : nearTarget) };
  });
}

/** How far an arrow through the wheel swings out of its straight line, so as to pass beside the middle. */
const aroundHub = 1.7;
/** The share of such an arrow stands this far along it, out of the way of the middle and of the other arrow. */
const nearTarget = 0.76;

/** A point of a curve that begins at 0 and ends at 1. */
function along(start: Point, bend: Point, end: Point, share: number): Point {
  const [a, b, c] = [(1 - share) ** 2, 2 * share * (1 - share), share ** 2];
  return { x: round(a * start.x + b * bend.x + c * end.x), y: round(a * start.y + b * bend.y + c * end.y) };
}

function fromHub(point: Point, factor: number): Point {
  return { x: round(hub.x + (point.x - hub.x) * factor), y: round(hub.y + (point.y - hub.y) * factor) };
}

function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: round(from.x + ((to.x - from.x) / length) * distance), y: round(from.y + ((to.y - from.y) / length) * distance) };
}

/** A point as a place in the box, for what is laid over the drawing. */
export function overlay({ x, y }: Point): { left: string; top: string } {
  return { left: `${round((x / box.width) * 100)}%`, top: `${round((y / box.height) * 100)}%` };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
