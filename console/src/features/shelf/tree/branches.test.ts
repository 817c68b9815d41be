import { describe, expect, it } from 'vitest';
import { branchesOf, idsWithin } from './branches';

const categories = [
  { id: 'cat_1', name: 'skin', parent_id: null, position: 0 },
  { id: 'cat_2', name: 'masks', parent_id: 'cat_1', position: 0 },
  { id: 'cat_3', name: 'sheet masks', parent_id: 'cat_2', position: 0 },
  { id: 'cat_4', name: 'food', parent_id: null, position: 1 },
];

describe('branchesOf', () => {
  it('hangs children below their parents', () => {
    const [skin, food] = branchesOf(categories);
    expect(skin?.children[0]?.children[0]?.title).toBe('sheet masks');
    expect(food?.children).toEqual([]);
  });
});

describe('idsWithin', () => {
  it('names the category and everything below', () => {
    expect([...idsWithin(categories, 'cat_1')]).toEqual(['cat_1', 'cat_2', 'cat_3']);
  });
});
