import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { components } from '@/api/schema';

type Schemas = components['schemas'];
export type Occasion = Schemas['OccasionOut'];
export type OccasionBody = Schemas['OccasionBody'];
export type OccasionKind = Schemas['OccasionKind'];
export type OccasionRun = Schemas['OccasionRunOut'];

export const occasionsQuery = queryOptions({
  queryKey: ['occasions'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/promotions/occasions', { signal })),
});

export function runsQuery(id: string) {
  return queryOptions({
    queryKey: ['occasions', id, 'runs'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/promotions/occasions/{occasion_id}/runs', { params: of(id), signal })),
    refetchInterval: (query) => (query.state.data?.some((run) => !run.finished_at) ? 2_000 : false),
  });
}

/** Kinds of coupon that may be given, for choosing one. */
export const givableKindsQuery = queryOptions({
  queryKey: ['coupons', 'kinds', 'givable'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/promotions/coupon-kinds', { params: { query: { limit: 200 } }, signal })),
});

export const tiersQuery = queryOptions({
  queryKey: ['loyalty', 'tiers'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/loyalty/tiers', { signal })),
  staleTime: 60_000,
});

export function useSaveOccasion() {
  return useOccasionAct(({ id, body }: { id: string | null; body: OccasionBody }) =>
    id ? unwrap(api.PUT('/api/promotions/occasions/{occasion_id}', { params: of(id), body })) : unwrap(api.POST('/api/promotions/occasions', { body })),
  );
}

export function useSwitchOccasion() {
  return useOccasionAct(({ id, on }: { id: string; on: boolean }) =>
    on ? unwrap(api.POST('/api/promotions/occasions/{occasion_id}/on', { params: of(id) })) : unwrap(api.POST('/api/promotions/occasions/{occasion_id}/off', { params: of(id) })),
  );
}

function useOccasionAct<Asked, Answer>(act: (asked: Asked) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: act, onSettled: () => queries.invalidateQueries({ queryKey: ['occasions'] }) });
}

function of(id: string) {
  return { path: { occasion_id: id } };
}
