import { describe, expect, it } from 'vitest';
import type { StageFigure } from '../overviewTypes';
import { box, flowsOf, overlay, placeOf, sizeOf, stageOrder, wheelHub, wheelRim } from './wheelShape';

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
    for (const { middle, path } of flowsOf(stages)) {
      expect(path).not.toContain('NaN');
      expect(middle.x).toBeGreaterThan(0);
      expect(middle.x).toBeLessThan(box.width);
      expect(middle.y).toBeGreaterThan(0);
      expect(middle.y).toBeLessThan(box.height);
    }
  });

  it('keeps shares apart from each other', () => {
    const middles = flowsOf(stages).map((flow) => flow.middle);
    for (const one of middles) for (const other of middles) if (one !== other) expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(36);
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
