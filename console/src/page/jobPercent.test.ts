import { describe, expect, it } from 'vitest';
import { jobPercent } from './jobPercent';

describe('jobPercent', () => {
  it('is whole only when it is done', () => {
    expect(jobPercent(undefined)).toBe(0);
    expect(jobPercent({ state: 'running', done: 5, total: null })).toBe(0);
    expect(jobPercent({ state: 'running', done: 10, total: 10 })).toBe(99);
    expect(jobPercent({ state: 'done', done: 0, total: 0 })).toBe(100);
  });
});
