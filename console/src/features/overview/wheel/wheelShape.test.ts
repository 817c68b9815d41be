import { describe, expect, it } from 'vitest';
import type { StageFigure } from '../overviewTypes';
import { box, flowsOf, overlay, placeOf, sizeOf, stageOrder, wheelHub, wheelHubSize, wheelRim } from './wheelShape';

const stages: StageFigure[] = [
  { stage: 'acquire', people: 100, source: 'spread', source_people: 10, both: 5, rate: 0.05 },
  { stage: 'nurture', people: 40, source: 'acquire', source_people: 100, both: 30, rate: 0.3 },
  { stage: 'spread', people: 10, source: 'nurture', source_people: 40, both: 4, rate: 0.1 },
  { stage: 'convert', people: 9, source: 'nurture', source_people: 40, both: 9, rate: 0.225 },
  { stage: 'keep', people: 0, source: 'convert', source_people: 9, both: 0, rate: null },
];

describe('the wheel', () => {
  it('has its stages on the rim, the first at the top', () => {
    expect(placeOf('acquire')).toEqual({ x: wheelHub.x, y: wheelHub.y - wheelRim });
    for (const stage of stageOrder) {
      const { x, y } = placeOf(stage);
      expect(Math.hypot(x - wheelHub.x, y - wheelHub.y)).toBeCloseTo(wheelRim, 1);
    }
  });

  it('draws everything within its box', () => {
    for (const { label, path } of flowsOf(stages)) {
      expect(path).not.toContain('NaN');
      expect(label.x).toBeGreaterThan(0);
      expect(label.x).toBeLessThan(box.width);
      expect(label.y).toBeGreaterThan(0);
      expect(label.y).toBeLessThan(box.height);
    }
  });

  it('keeps shares apart from each other', () => {
    const labels = flowsOf(stages).map((flow) => flow.label);
    for (const one of labels) for (const other of labels) if (one !== other) expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(48);
  });

  it('keeps arrows and shares clear of the figure in the middle', () => {
    const half = { width: 26, height: 10 };
    for (const { label, path } of flowsOf(stages)) {
      const [x, y] = [Math.max(Math.abs(label.x - wheelHub.x) - half.width, 0), Math.max(Math.abs(label.y - wheelHub.y) - half.height, 0)];
      expect(Math.hypot(x, y)).toBeGreaterThan(wheelHubSize);
      const [fromX, fromY, bendX, bendY, toX, toY] = (path.match(/[\d.]+/g) ?? []).map(Number) as [number, number, number, number, number, number];
      for (let share = 0; share <= 1; share += 0.05) {
        const at = (from: number, bend: number, to: number) => (1 - share) ** 2 * from + 2 * share * (1 - share) * bend + share ** 2 * to;
        expect(Math.hypot(at(fromX, bendX, toX) - wheelHub.x, at(fromY, bendY, toY) - wheelHub.y)).toBeGreaterThan(wheelHubSize);
      }
    }
  });

  it('keeps shares clear of the stages', () => {
    for (const { label } of flowsOf(stages)) {
      for (const { stage, people } of stages) {
        const place = placeOf(stage);
        expect(Math.hypot(label.x - place.x, label.y - place.y)).toBeGreaterThan(sizeOf(people, 100) + 10);
      }
    }
  });

  it('gives the largest stage the largest circle, and nobody a small one', () => {
    expect(sizeOf(100, 100)).toBe(44);
    expect(sizeOf(0, 100)).toBe(30);
    expect(sizeOf(0, 0)).toBe(30);
  });

  it('places what lies above in percent', () => {
    expect(overlay({ x: 200, y: 95 })).toEqual({ left: '50%', top: '25%' });
  });
});
