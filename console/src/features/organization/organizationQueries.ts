import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { components } from '@/api/schema';
import { meQuery } from '@/app/session';

type Schemas = components['schemas'];

export type Brand = Schemas['BrandOut'];
export type BrandChange = Schemas['BrandChange'];
export type NodeCreate = Schemas['NodeCreate'];
export type NodeChange = Schemas['NodeChange'];
export type NodeUses = Schemas['NodeUsesOut'];

export const brandQuery = queryOptions({
  queryKey: ['organization', 'brand'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/brand', { signal })),
});

export function useChangeBrand() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: BrandChange) => unwrap(api.PATCH('/api/brand', { body })),
    onSuccess: (brand) => {
      queries.setQueryData(brandQuery.queryKey, brand);
      return queries.invalidateQueries({ queryKey: meQuery.queryKey });
    },
  });
}

export function useAddNode() {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (body: NodeCreate) => unwrap(api.POST('/api/nodes', { body })), onSettled: refresh });
}

export function useChangeNode() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ nodeId, change }: { nodeId: string; change: NodeChange }) =>
      unwrap(api.PATCH('/api/nodes/{node_id}', { params: { path: { node_id: nodeId } }, body: change })),
    onSettled: refresh,
  });
}

/** What hangs on a node, so that it cannot be removed as it is. */
export function nodeUsesQuery(nodeId: string) {
  return queryOptions({
    queryKey: ['organization', 'uses', nodeId],
    queryFn: ({ signal }) => unwrap(api.GET('/api/nodes/{node_id}/uses', { params: { path: { node_id: nodeId } }, signal })),
    // Somebody sees to what stands in the way elsewhere, and comes back.
    staleTime: 0,
  });
}

export function useRemoveNode() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ nodeId, handOverTo }: { nodeId: string; handOverTo: string | null }) =>
      unwrap(api.DELETE('/api/nodes/{node_id}', { params: { path: { node_id: nodeId }, query: { hand_over_to: handOverTo } } })),
    onSettled: refresh,
  });
}

function useRefresh() {
  const queries = useQueryClient();
  // The switcher in the header reads the tree too.
  return () => Promise.all([['organization', 'nodes'], ['nodes']].map((queryKey) => queries.invalidateQueries({ queryKey })));
}
