import type { components } from '@/api/schema';

export type OrgNode = components['schemas']['NodeOut'];
export type OrgNodeKind = OrgNode['kind'];

export interface OrgBranch {
  node: OrgNode;
  children: OrgBranch[];
}

/** Levels of the organization, highest first. */
export const nodeKinds: readonly OrgNodeKind[] = ['group', 'subsidiary', 'brand', 'region', 'store'];

/** A node may hang below one of a higher level; regions and subsidiaries also below their own kind. */
export function mayHangBelow(kind: OrgNodeKind, parent: OrgNodeKind): boolean {
  const [own, above] = [nodeKinds.indexOf(kind), nodeKinds.indexOf(parent)];
  return above < own || (above === own && (kind === 'region' || kind === 'subsidiary'));
}

/** Nodes as trees; one whose parent is not among them starts a tree of its own. Siblings by level, then name. */
export function treeOf(nodes: readonly OrgNode[], language: string): OrgBranch[] {
  const branches = new Map(nodes.map((node) => [node.id, { node, children: [] as OrgBranch[] }]));
  const roots: OrgBranch[] = [];
  for (const branch of branches.values()) {
    const parent = branch.node.parent_id ? branches.get(branch.node.parent_id) : undefined;
    (parent?.children ?? roots).push(branch);
  }
  const collator = new Intl.Collator(language, { numeric: true });
  const compare = (one: OrgBranch, other: OrgBranch) =>
    nodeKinds.indexOf(one.node.kind) - nodeKinds.indexOf(other.node.kind) || collator.compare(one.node.name, other.node.name);
  for (const branch of branches.values()) branch.children.sort(compare);
  return roots.sort(compare);
}

/** Ids of a node and of all below it. */
export function idsBelow(branches: readonly OrgBranch[], id: string): Set<string> {
  const found = new Set<string>();
  const walk = (branch: OrgBranch, inside: boolean) => {
    const within = inside || branch.node.id === id;
    if (within) found.add(branch.node.id);
    for (const child of branch.children) walk(child, within);
  };
  for (const branch of branches) walk(branch, false);
  return found;
}

/** How many stores stand at or below a branch. */
export function storesIn(branch: OrgBranch): number {
  const own = branch.node.kind === 'store' ? 1 : 0;
  return branch.children.reduce((sum, child) => sum + storesIn(child), own);
}
