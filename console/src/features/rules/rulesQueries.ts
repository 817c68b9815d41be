import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { components } from '@/api/schema';

type Schemas = components['schemas'];

export type Rule = Schemas['RuleOut'];
export type RuleIn = Schemas['RuleIn'];
export type ConsentCount = Schemas['ConsentCountOut'];

export const rulesQuery = queryOptions({
  queryKey: ['identity-rules'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/identity-rules', { signal })),
});

export function consentCountsQuery(node: string | undefined) {
  return queryOptions({
    queryKey: ['consents', node],
    queryFn: ({ signal }) => unwrap(api.GET('/api/consents', { params: { query: { node_id: node } }, signal })),
  });
}

export function usePutRule() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ type, rule }: { type: string; rule: RuleIn }) =>
      unwrap(api.PUT('/api/identity-rules/{identifier_type}', { params: { path: { identifier_type: type } }, body: rule })),
    onSettled: refresh,
  });
}

export function useResetRule() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (type: string) => unwrap(api.DELETE('/api/identity-rules/{identifier_type}', { params: { path: { identifier_type: type } } })),
    onSettled: refresh,
  });
}

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: rulesQuery.queryKey });
}
