import type { Category } from '../types';

export interface Branch {
  key: string;
  value: string;
  title: string;
  children: Branch[];
}

/** The category tree, children in the server's order; it sends parents before them. */
export function branchesOf(categories: readonly Category[]): Branch[] {
  const made = new Map<string, Branch>();
  const roots: Branch[] = [];
  for (const each of categories) {
    const branch: Branch = { key: each.id, value: each.id, title: each.name, children: [] };
    made.set(each.id, branch);
    (each.parent_id ? (made.get(each.parent_id)?.children ?? roots) : roots).push(branch);
  }
  return roots;
}

/** Ids of a category and all below it: nothing of that can be its parent. */
export function idsWithin(categories: readonly Category[], id: string): Set<string> {
  const within = new Set([id]);
  for (const each of categories) if (each.parent_id && within.has(each.parent_id)) within.add(each.id);
  return within;
}
