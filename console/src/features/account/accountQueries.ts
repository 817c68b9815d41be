import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { components } from '@/api/schema';
import { meQuery } from '@/app/session';

export type Session = components['schemas']['SessionOut'];

export const sessionsQuery = queryOptions({
  queryKey: ['account', 'sessions'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/sessions', { params: { query: { limit: 100 } }, signal })),
});

export function useRename() {
  const refresh = useRefreshMe();
  return useMutation({ mutationFn: (name: string) => unwrap(api.PATCH('/api/me', { body: { name } })), onSuccess: refresh });
}

export function useChangePassword() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ current, next }: { current: string; next: string }) =>
      unwrap(api.PUT('/api/me/password', { body: { current_password: current, new_password: next } })),
    onSuccess: () =>
      Promise.all([queries.invalidateQueries({ queryKey: meQuery.queryKey }), queries.invalidateQueries({ queryKey: sessionsQuery.queryKey })]),
  });
}

/** The three steps of an authenticator: ask for its secret, prove it, take it off. */
export function useTotp() {
  const refresh = useRefreshMe();
  return {
    enrol: useMutation({ mutationFn: (password: string) => unwrap(api.POST('/api/me/totp', { body: { password } })) }),
    confirm: useMutation({ mutationFn: (code: string) => unwrap(api.POST('/api/me/totp/confirmation', { body: { code } })) }),
    remove: useMutation({ mutationFn: (password: string) => unwrap(api.POST('/api/me/totp/removal', { body: { password } })), onSuccess: refresh }),
    refresh,
  };
}

export function useEndSession() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (sessionId: string) => unwrap(api.DELETE('/api/sessions/{session_id}', { params: { path: { session_id: sessionId } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
}

function useRefreshMe() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: meQuery.queryKey });
}
