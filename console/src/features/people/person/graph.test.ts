import { describe, expect, it } from 'vitest';
import type { Identifier } from '@/api/types';
import type { Tie } from '../peopleTypes';
import { identityGraph } from './graph';

function identifier(id: string): Identifier {
  return { id, kind: 'phone', value_masked: id, unique: false, first_seen_at: '2026-01-01T00:00:00Z', evidence: { source: 'web' } };
}

function tie(message_id: string, ...identifier_ids: string[]): Tie {
  return { message_id, identifier_ids, time: '2026-01-01T00:00:00Z', source: 'web', by_hand: false, event: null };
}

describe('identityGraph', () => {
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(identifier) as [Identifier, Identifier, Identifier, Identifier];

  it('draws one edge between two, with everything that ties them', () => {
    const { edges } = identityGraph([a, b], [tie('m1', 'b', 'a'), tie('m2', 'a', 'b')]);
    expect(edges.map((edge) => [edge.from, edge.to, edge.ties.map((each) => each.message_id)])).toEqual([['a', 'b', ['m1', 'm2']]]);
  });

  it('draws a tie of many as a star around the weightiest', () => {
    const { edges } = identityGraph([a, b, c], [tie('m', 'c', 'b', 'a')]);
    expect(edges.map((edge) => edge.id)).toEqual(['a~b', 'a~c']);
  });

  it('places what is farther away farther to the right, and no two at one place', () => {
    const { nodes } = identityGraph([a, b, c, d], [tie('1', 'a', 'b'), tie('2', 'b', 'c')]);
    const x = Object.fromEntries(nodes.map((node) => [node.id, node.x]));
    expect(x.a).toBeLessThan(x.b as number);
    expect(x.b).toBeLessThan(x.c as number);
    expect(new Set(nodes.map((node) => `${node.x}/${node.y}`)).size).toBe(4);
  });

  it('passes over identifiers that are not shown', () => {
    expect(identityGraph([a], [tie('m', 'a', 'elsewhere')]).edges).toEqual([]);
  });

  it('breaks a long column', () => {
    const many = Array.from({ length: 20 }, (_, index) => identifier(`i${index}`));
    const { nodes } = identityGraph(many, [tie('m', ...many.map((each) => each.id))]);
    expect(Math.max(...nodes.map((node) => Math.abs(node.y)))).toBeLessThan(400);
    expect(nodes).toHaveLength(20);
  });
});
