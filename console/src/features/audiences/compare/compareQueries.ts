import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { Operation } from './sets';

export const comparedMax = 6;

export function regionsQuery(segments: string[]) {
  return queryOptions({
    queryKey: ['segments', 'regions', segments],
    queryFn: async ({ signal }) => (await unwrap(api.POST('/api/segments/regions', { body: { segments }, signal }))).items,
    enabled: segments.length > 1,
    placeholderData: keepPreviousData,
  });
}

export function overlapQuery(segments: string[]) {
  return queryOptions({
    queryKey: ['segments', 'overlap', segments],
    queryFn: async ({ signal }) => (await unwrap(api.POST('/api/segments/overlap', { body: { segments }, signal }))).items,
    enabled: segments.length > 1,
    placeholderData: keepPreviousData,
  });
}

export function combinationQuery(operation: Operation, segments: string[]) {
  return queryOptions({
    queryKey: ['segments', 'combination', operation, segments],
    queryFn: async ({ signal }) => (await unwrap(api.POST('/api/segments/combination', { body: { operation, segments }, signal }))).count,
    enabled: segments.length > 1,
    placeholderData: keepPreviousData,
  });
}
