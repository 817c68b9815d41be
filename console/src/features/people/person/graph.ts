import type { Identifier } from '@/api/types';
import type { Tie } from '../peopleTypes';

export interface GraphNode {
  id: string;
  identifier: Identifier;
  x: number;
  y: number;
}

export interface GraphEdge {
  id: string;
  from: string;
  to: string;
  /** What ties the two, the earliest first. */
  ties: Tie[];
}

export interface IdentityGraph {
  nodes: GraphNode[];
  edges: GraphEdge[];
}

const columnWidth = 300;
const rowHeight = 84;
const rowsMax = 8;

/**
 * Identifiers with what ties them: the weightiest at the left, then those tied to it, and so on.
 * A tie of many is drawn as a star around the weightiest of them.
 */
export function identityGraph(identifiers: readonly Identifier[], ties: readonly Tie[]): IdentityGraph {
  const rank = new Map(identifiers.map((identifier, index) => [identifier.id, index]));
  const edges = new Map<string, GraphEdge>();
  for (const tie of ties) {
    const members = tie.identifier_ids.filter((id) => rank.has(id)).sort((one, other) => (rank.get(one) ?? 0) - (rank.get(other) ?? 0));
    const [center, ...rest] = members;
    for (const other of center ? rest : []) {
      const id = `${center}~${other}`;
      const edge = edges.get(id) ?? { id, from: center as string, to: other, ties: [] };
      edge.ties.push(tie);
      edges.set(id, edge);
    }
  }
  const every = [...edges.values()];
  return { nodes: placed(identifiers, layersOf(identifiers, every)), edges: every };
}

/** How many ties each identifier is away from the weightiest one; those that nothing ties come last. */
export function layersOf(identifiers: readonly Identifier[], edges: readonly GraphEdge[]): Map<string, number> {
  const layers = new Map<string, number>();
  const neighbours = new Map<string, string[]>();
  for (const { from, to } of edges) {
    neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
    neighbours.set(to, [...(neighbours.get(to) ?? []), from]);
  }
  let depth = 0;
  for (const root of identifiers) {
    if (layers.has(root.id)) continue;
    let frontier = [root.id];
    let layer = neighbours.has(root.id) || depth === 0 ? 0 : depth;
    while (frontier.length > 0) {
      for (const id of frontier) layers.set(id, layer);
      depth = Math.max(depth, layer);
      frontier = [...new Set(frontier.flatMap((id) => neighbours.get(id) ?? []))].filter((id) => !layers.has(id));
      layer += 1;
    }
  }
  return layers;
}

function placed(identifiers: readonly Identifier[], layers: ReadonlyMap<string, number>): GraphNode[] {
  const columns: Identifier[][] = [];
  for (const identifier of identifiers) {
    const layer = layers.get(identifier.id) ?? 0;
    (columns[layer] ??= []).push(identifier);
  }
  // A long column is broken into several, so that nothing runs off the picture.
  const broken = columns.flatMap((column) => Array.from({ length: Math.ceil((column?.length ?? 0) / rowsMax) }, (_, part) => column.slice(part * rowsMax, (part + 1) * rowsMax)));
  return broken.flatMap((column, x) =>
    column.map((identifier, y) => ({
      id: identifier.id,
      identifier,
      x: x * columnWidth,
      y: (y - (column.length - 1) / 2) * rowHeight,
    })),
  );
}
