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
