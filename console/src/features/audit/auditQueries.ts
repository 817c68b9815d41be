import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { components } from '@/api/schema';

type Schemas = components['schemas'];

export type AuditLine = Schemas['AuditOut'];
export type AuditWords = Schemas['AuditWordsOut'];

export interface AuditSearch {
  actor?: string;
  action?: string;
  target?: string;
  node_id?: string;
  since?: string;
  until?: string;
  cursor?: string;
  limit: number;
}

export function auditQuery(search: AuditSearch) {
  return queryOptions({
    queryKey: ['audit', search],
    queryFn: ({ signal }) => unwrap(api.GET('/api/audit', { params: { query: search }, signal })),
    placeholderData: keepPreviousData,
  });
}

export const auditWordsQuery = queryOptions({
  queryKey: ['audit', 'words'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/audit/words', { signal })),
  staleTime: 60_000,
});
