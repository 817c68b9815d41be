import { describe, expect, it } from 'vitest';
import { idsBelow, mayHangBelow, storesIn, treeOf, type OrgNode, type OrgNodeKind } from './orgTree';

function node(id: string, kind: OrgNodeKind, parent: string | null): OrgNode {
  return { id, kind, parent_id: parent, name: id, external_code: null, address: null, longitude: null, latitude: null, ancestor_ids: [] };
}

const nodes = [
  node('g', 'group', null),
  node('store 10', 'store', 'r'),
  node('store 9', 'store', 'r'),
  node('r', 'region', 'b'),
  node('b', 'brand', 'g'),
  node('own', 'store', 'g'),
];

describe('treeOf', () => {
  it('hangs nodes below their parents whatever their order, higher levels first, then by name as people count', () => {
    const [root] = treeOf(nodes, 'en');
    expect(root?.children.map((child) => child.node.id)).toEqual(['b', 'own']);
    expect(root?.children[0]?.children[0]?.children.map((child) => child.node.id)).toEqual(['store 9', 'store 10']);
  });

  it('lets a node stand alone whose parent may not be seen', () => {
    expect(treeOf([node('r', 'region', 'hidden')], 'en').map((branch) => branch.node.id)).toEqual(['r']);
  });
});

describe('a branch', () => {
  it('knows all below it and its stores', () => {
    const tree = treeOf(nodes, 'en');
    expect([...idsBelow(tree, 'b')].sort()).toEqual(['b', 'r', 'store 10', 'store 9']);
    expect(idsBelow(tree, 'nothing').size).toBe(0);
    expect(storesIn(tree[0]!)).toBe(3);
  });
});

describe('mayHangBelow', () => {
  it('goes downward, but regions and subsidiaries may nest', () => {
    expect(mayHangBelow('store', 'region')).toBe(true);
    expect(mayHangBelow('region', 'region')).toBe(true);
    expect(mayHangBelow('store', 'store')).toBe(false);
    expect(mayHangBelow('brand', 'region')).toBe(false);
  });
});
