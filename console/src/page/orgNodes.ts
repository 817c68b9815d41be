import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { OrgNode } from './orgTree';

const pageSize = 200;
/** A tree that is larger is shown in part. */
export const nodesMax = 4_000;

/** Every node the operator may see, parents before their children. */
export const orgNodesQuery = queryOptions({
  queryKey: ['organization', 'nodes'],
  queryFn: async ({ signal }) => {
    const nodes: OrgNode[] = [];
    let cursor: string | undefined;
    do {
      const page = await unwrap(api.GET('/api/nodes', { params: { query: { cursor, limit: pageSize } }, signal }));
      nodes.push(...page.items);
      cursor = page.next_cursor ?? undefined;
    } while (cursor && nodes.length < nodesMax);
    return nodes;
  },
  staleTime: 60_000,
});
