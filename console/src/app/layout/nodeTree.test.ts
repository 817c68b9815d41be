import { describe, expect, it } from 'vitest';
import { placeNodes } from './nodeTree';

describe('the org tree', () => {
  it('indents by what stands above and is shown', () => {
    const placed = placeNodes([
      { id: 'b', name: '品牌', ancestor_ids: ['a'] },
      { id: 'c', name: '静安店', ancestor_ids: ['a', 'b'] },
      { id: 'z', name: '另一集团', ancestor_ids: [] },
    ]);
    expect(placed.map(({ depth }) => depth)).toEqual([0, 1, 0]);
    expect(placed[1]?.path).toEqual(['品牌']);
  });
});
