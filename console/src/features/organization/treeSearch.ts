import type { OrgBranch } from '@/page/orgTree';

/** Nodes whose name, code or address holds the text, and all that leads to them; null where nothing is asked. */
export function matchingIds(branches: readonly OrgBranch[], query: string): { hits: Set<string>; shown: Set<string> } | null {
  const wanted = query.trim().toLowerCase();
  if (!wanted) return null;
  const hits = new Set<string>();
  const shown = new Set<string>();
  const walk = (branch: OrgBranch): boolean => {
    const { node, children } = branch;
    const hit = [node.name, node.external_code, node.address].some((text) => text?.toLowerCase().includes(wanted));
    if (hit) hits.add(node.id);
    const below = children.map(walk).some(Boolean);
    if (hit || below) shown.add(node.id);
    return hit || below;
  };
  branches.forEach(walk);
  return { hits, shown };
}

/** Ids from the root down to the parent of a node; nothing where the node is not there. */
export function wayTo(branches: readonly OrgBranch[], id: string): string[] {
  for (const { node, children } of branches) {
    if (children.some((child) => child.node.id === id)) return [node.id];
    const below = wayTo(children, id);
    if (below.length > 0) return [node.id, ...below];
  }
  return [];
}
