import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import { meQuery } from '@/app/session';

/** How often facts are looked at while a step waits for them. */
const lookMs = 2_500;

export const sourcesQuery = queryOptions({
  queryKey: ['sources', 'first-run'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/sources', { params: { query: { limit: 50 } }, signal })),
});

export const seenQuery = queryOptions({
  queryKey: ['first-run', 'seen'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/tracking-plan/seen', { params: { query: { limit: 5 } }, signal })),
  refetchInterval: lookMs,
});

export const importsQuery = queryOptions({
  queryKey: ['imports', 'first-run'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/imports', { params: { query: { limit: 20 } }, signal })),
  refetchInterval: lookMs * 2,
});

export const segmentsQuery = queryOptions({
  queryKey: ['segments', 'first-run'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/segments', { params: { query: { limit: 20 } }, signal })),
  refetchInterval: lookMs,
});

export const phonesQuery = queryOptions({
  queryKey: ['sandbox', 'first-run'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/sandbox/phones', { params: { query: { limit: 1 } }, signal })),
  refetchInterval: lookMs,
});

export function useNameBrand() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => unwrap(api.PATCH('/api/brand', { body: { name } })),
    onSuccess: () => Promise.all([queries.invalidateQueries({ queryKey: meQuery.queryKey }), queries.invalidateQueries({ queryKey: ['brand'] })]),
  });
}

export function useAddSource() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => unwrap(api.POST('/api/sources', { body: { name, kind: 'browser', strict: false } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['sources'] }),
  });
}

/** Sends one real event under a write key, as an SDK in this browser would. */
export function useSendEvent(writeKey: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (personName: string) => {
      const userId = 'first-run';
      const batch = [
        { type: 'identify', userId, traits: { name: personName } },
        { type: 'track', userId, event: 'Product Viewed', properties: { product_id: 'first-run' } },
      ];
      const headers = { 'content-type': 'application/json', authorization: `Basic ${btoa(`${writeKey}:`)}` };
      const response = await fetch('/v1/batch', { method: 'POST', headers, body: JSON.stringify({ batch }) });
      if (!response.ok) throw new Error(response.statusText);
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: seenQuery.queryKey }),
  });
}

export function useMakeSegment() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (name: string) =>
      unwrap(api.POST('/api/segments', { body: { name, description: '', definition: { where: { kind: 'everyone' } } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['segments'] }),
  });
}
