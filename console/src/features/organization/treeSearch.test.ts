import { describe, expect, it } from 'vitest';
import { treeOf, type OrgNode } from '@/page/orgTree';
import { matchingIds, wayTo } from './treeSearch';

const base = { longitude: null, latitude: null, ancestor_ids: [] };
const nodes: OrgNode[] = [
  { ...base, id: 'g', kind: 'group', parent_id: null, name: '花间集', external_code: null, address: null },
  { ...base, id: 's', kind: 'store', parent_id: 'g', name: '静安店', external_code: 'SH-0042', address: '南京西路' },
  { ...base, id: 't', kind: 'store', parent_id: 'g', name: '徐汇店', external_code: null, address: null },
];

describe('matchingIds', () => {
  const tree = treeOf(nodes, 'zh-CN');
  it('finds by name, code and address, and keeps the way down', () => {
    for (const text of ['静安', 'sh-00', '南京西']) {
      const found = matchingIds(tree, text);
      expect([...found!.hits]).toEqual(['s']);
      expect([...found!.shown].sort()).toEqual(['g', 's']);
    }
  });
  it('asks nothing of blanks, and finds nothing where nothing is', () => {
    expect(matchingIds(tree, '  ')).toBeNull();
    expect(matchingIds(tree, 'zzz')!.hits.size).toBe(0);
  });
});

describe('wayTo', () => {
  it('leads from the root to the parent', () => {
    const tree = treeOf(nodes, 'zh-CN');
    expect(wayTo(tree, 's')).toEqual(['g']);
    expect(wayTo(tree, 'g')).toEqual([]);
    expect(wayTo(tree, 'nothing')).toEqual([]);
  });
});
