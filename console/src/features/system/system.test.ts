import { describe, expect, it } from 'vitest';
import { problemsIn, widthOf, worstFirst } from './diagnosis';
import { actsFor, isUnderWay, percentOf } from './jobProgress';

describe('a job', () => {
  it('is as far as it says, and no further than all', () => {
    expect(percentOf({ state: 'running', done: 1, total: 3 })).toBe(33);
    expect(percentOf({ state: 'running', done: 9, total: 3 })).toBe(100);
    expect(percentOf({ state: 'running', done: 9, total: null })).toBeNull();
    expect(percentOf({ state: 'done', done: 0, total: null })).toBe(100);
  });

  it('can be stopped while it moves, and set going again when it stands', () => {
    expect(actsFor('running')).toEqual(['pause', 'cancel']);
    expect(actsFor('failed')).toEqual(['resume', 'cancel']);
    expect(actsFor('done')).toEqual([]);
    expect(isUnderWay({ state: 'requested' })).toBe(true);
    expect(isUnderWay({ state: 'paused' })).toBe(false);
  });
});

describe('the doctor', () => {
  const finding = (name: string, problem: string) => ({ kind: 'check', name, says: '', problem });

  it('is read with what is wrong first', () => {
    const findings = [finding('a', ''), finding('b', 'gone'), finding('c', '')];
    expect(worstFirst(findings).map((each) => each.name)).toEqual(['b', 'a', 'c']);
    expect(problemsIn(findings)).toBe(1);
  });
});

describe('widthOf', () => {
  it('never draws something as nothing', () => {
    expect(widthOf(1, 1_000_000)).toBe(0.5);
    expect(widthOf(0, 10)).toBe(0);
    expect(widthOf(5, 0)).toBe(0);
    expect(widthOf(5, 10)).toBe(50);
  });
});
