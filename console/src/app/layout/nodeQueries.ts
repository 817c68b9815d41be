import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';

export const nodesShown = 200;

/** Nodes the operator may see, parents before their children; by name or code where something is asked for. */
export function nodesQuery(query: string) {
  return queryOptions({
    queryKey: ['nodes', 'switcher', query],
    queryFn: ({ signal }) => unwrap(api.GET('/api/nodes', { params: { query: { query: query || undefined, limit: nodesShown } }, signal })),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

export function nodeQuery(node: string) {
  return queryOptions({
    queryKey: ['nodes', node],
    queryFn: ({ signal }) => unwrap(api.GET('/api/nodes/{node_id}', { params: { path: { node_id: node } }, signal })),
    staleTime: 5 * 60_000,
  });
}
