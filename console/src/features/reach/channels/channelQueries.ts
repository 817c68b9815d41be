import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { components } from '@/api/schema';

type Schemas = components['schemas'];

export const channelsQuery = queryOptions({
  queryKey: ['channels', 'kinds'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/channels', { signal })),
  staleTime: 5 * 60_000,
});

/** All accounts: even a large brand has some dozens. */
export const accountsQuery = queryOptions({
  queryKey: ['channels', 'accounts'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/channel-accounts', { params: { query: { limit: 200 } }, signal })),
  refetchInterval: 30_000,
});

/** The accounts at an org node and below; without one all of them. */
export function accountsAtQuery(node: string | undefined) {
  return queryOptions({
    queryKey: ['channels', 'accounts', node ?? ''],
    queryFn: ({ signal }) => unwrap(api.GET('/api/channel-accounts', { params: { query: { node_id: node, limit: 200 } }, signal })),
    refetchInterval: 30_000,
  });
}

export function accountUsesQuery(id: string) {
  return queryOptions({
    queryKey: ['channels', 'uses', id],
    queryFn: ({ signal }) => unwrap(api.GET('/api/channel-accounts/{account_id}/uses', { params: { path: { account_id: id } }, signal })),
  });
}

export function useAddAccount() {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (body: Schemas['siyu__channels__schemas__AccountCreate']) => unwrap(api.POST('/api/channel-accounts', { body })), onSuccess: refresh });
}

export function useChangeAccount(id: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (body: Schemas['AccountUpdate']) =>
      unwrap(api.PATCH('/api/channel-accounts/{account_id}', { params: { path: { account_id: id } }, body })),
    onSuccess: refresh,
  });
}

export function useDeleteAccount(id: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: () => unwrap(api.DELETE('/api/channel-accounts/{account_id}', { params: { path: { account_id: id } } })),
    onSuccess: refresh,
  });
}

export function useTestAccount(id: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (body: Schemas['TestSend']) =>
      unwrap(api.POST('/api/channel-accounts/{account_id}/test', { params: { path: { account_id: id } }, body })),
    // A test changes how healthy the account looks.
    onSettled: refresh,
  });
}

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['channels'] });
}
