export interface TreeNode {
  id: string;
  name: string;
  ancestor_ids: readonly string[];
}

export interface PlacedNode<Node> {
  node: Node;
  /** How far it is indented; 0 for the highest that are shown. */
  depth: number;
  /** Names above it that are known, the highest first. */
  path: string[];
}

/** Nodes as rows of a tree: indented by those above them that are shown too. */
export function placeNodes<Node extends TreeNode>(nodes: readonly Node[]): PlacedNode<Node>[] {
  const names = new Map(nodes.map((node) => [node.id, node.name]));
  return nodes.map((node) => {
    const path = node.ancestor_ids.flatMap((id) => names.get(id) ?? []);
    return { node, depth: path.length, path };
  });
}
