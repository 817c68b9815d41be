import { describe, expect, it } from 'vitest';
import { diffFacts } from './diff';

describe('diffFacts', () => {
  it('says nothing of what stayed', () => {
    expect(diffFacts({ name: 'a', tags: ['x'] }, { name: 'a', tags: ['x'] })).toEqual([]);
    expect(diffFacts({ address: null }, {})).toEqual([]);
    expect(diffFacts(null, null)).toEqual([]);
  });

  it('tells what was added, removed and changed', () => {
    expect(diffFacts({ name: 'a', old: 1 }, { name: 'b', fresh: 2 })).toEqual([
      { path: ['name'], kind: 'changed', before: 'a', after: 'b' },
      { path: ['old'], kind: 'removed', before: 1, after: undefined },
      { path: ['fresh'], kind: 'added', before: undefined, after: 2 },
    ]);
  });

  it('goes into records, and names the way', () => {
    expect(diffFacts({ who: { city: 'Shanghai', age: 3 } }, { who: { city: 'Suzhou', age: 3 } })).toEqual([
      { path: ['who', 'city'], kind: 'changed', before: 'Shanghai', after: 'Suzhou' },
    ]);
  });

  it('of lists keeps only what came and went', () => {
    expect(diffFacts({ permissions: ['a', 'b'] }, { permissions: ['b', 'c'] })).toEqual([
      { path: ['permissions'], kind: 'changed', before: ['a'], after: ['c'] },
    ]);
  });

  it('shows a list whose order alone changed as it was and as it is', () => {
    expect(diffFacts({ steps: ['a', 'b'] }, { steps: ['b', 'a'] })).toEqual([
      { path: ['steps'], kind: 'changed', before: ['a', 'b'], after: ['b', 'a'] },
    ]);
  });

  it('takes a made thing as all added and a dropped one as all removed', () => {
    expect(diffFacts(null, { name: 'a' })[0]?.kind).toBe('added');
    expect(diffFacts({ name: 'a' }, null)[0]?.kind).toBe('removed');
  });
});
