import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { ConflictState } from '../peopleTypes';

export function conflictsQuery(state: ConflictState, cursor: string | undefined, limit: number) {
  return queryOptions({
    queryKey: ['conflicts', state, cursor, limit],
    queryFn: ({ signal }) => unwrap(api.GET('/api/people/conflicts', { params: { query: { state, cursor, limit } }, signal })),
    placeholderData: keepPreviousData,
  });
}

export interface Settled {
  conflictId: string;
  decision: 'merge' | 'dismiss';
}

export function useSettle() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ conflictId, decision }: Settled) =>
      unwrap(api.POST('/api/people/conflicts/{conflict_id}/settlement', { params: { path: { conflict_id: conflictId } }, body: { decision } })),
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: ['conflicts'] }), queries.invalidateQueries({ queryKey: ['people'] })]),
  });
}
