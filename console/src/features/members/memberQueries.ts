import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { components } from '@/api/schema';

type Schemas = components['schemas'];

export interface MemberSearch {
  search?: string;
  tier?: string;
  growth_min?: number;
  points_min?: number;
  owing?: boolean;
  node_id?: string;
  cursor?: string;
  limit: number;
}

export const tiersQuery = queryOptions({
  queryKey: ['loyalty', 'tiers'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/loyalty/tiers', { signal })),
  staleTime: 60_000,
});

export function figuresQuery(node: string | undefined) {
  return queryOptions({
    queryKey: ['loyalty', 'figures', node],
    queryFn: ({ signal }) => unwrap(api.GET('/api/loyalty/figures', { params: { query: { node_id: node } }, signal })),
  });
}

export function membersQuery(search: MemberSearch) {
  return queryOptions({
    queryKey: ['loyalty', 'members', search],
    queryFn: ({ signal }) => unwrap(api.GET('/api/loyalty/members', { params: { query: search }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function cardQuery(personId: string) {
  return queryOptions({ queryKey: ['loyalty', 'card', personId], queryFn: ({ signal }) => unwrap(api.GET('/api/loyalty/members/{person_id}', { params: of(personId), signal })) });
}

/** Coupons that a person holds, the first few. */
export function couponsQuery(personId: string) {
  return queryOptions({
    queryKey: ['coupons', 'held', personId],
    queryFn: ({ signal }) => unwrap(api.GET('/api/promotions/coupons', { params: { query: { person_id: personId, state: 'held', limit: 50 } }, signal })),
  });
}

export const ledgers = ['points', 'lots', 'growth', 'tiers'] as const;
export type LedgerName = (typeof ledgers)[number];

export function pointsQuery(personId: string, cursor: string | undefined) {
  return ledgerOptions(personId, 'points', cursor, (signal) => api.GET('/api/loyalty/members/{person_id}/points', { params: paged(personId, cursor), signal }));
}

export function lotsQuery(personId: string, cursor: string | undefined) {
  return ledgerOptions(personId, 'lots', cursor, (signal) => api.GET('/api/loyalty/members/{person_id}/lots', { params: paged(personId, cursor), signal }));
}

export function growthQuery(personId: string, cursor: string | undefined) {
  return ledgerOptions(personId, 'growth', cursor, (signal) => api.GET('/api/loyalty/members/{person_id}/growth', { params: paged(personId, cursor), signal }));
}

export function tierChangesQuery(personId: string, cursor: string | undefined) {
  return ledgerOptions(personId, 'tiers', cursor, (signal) => api.GET('/api/loyalty/members/{person_id}/tiers', { params: paged(personId, cursor), signal }));
}

export function useGrantPoints(personId: string) {
  return useLoyaltyAct((body: Schemas['PointsGrant']) => unwrap(api.POST('/api/loyalty/members/{person_id}/points', { params: of(personId), body })), personId);
}

export function useGrantGrowth(personId: string) {
  return useLoyaltyAct((body: Schemas['GrowthGrant']) => unwrap(api.POST('/api/loyalty/members/{person_id}/growth', { params: of(personId), body })), personId);
}

export function useSetTier(personId: string) {
  return useLoyaltyAct((body: Schemas['TierChoice']) => unwrap(api.PUT('/api/loyalty/members/{person_id}/tier', { params: of(personId), body })), personId);
}

/** A change after which members, lists and sums look different, and the person where one is named. */
export function useLoyaltyAct<Asked, Made>(act: (asked: Asked) => Promise<Made>, personId?: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: ['loyalty'] }), personId && queries.invalidateQueries({ queryKey: ['people', personId] })]),
  });
}

function ledgerOptions<Line>(personId: string, ledger: LedgerName, cursor: string | undefined, call: (signal: AbortSignal) => Promise<{ data?: Line; error?: unknown; response: Response }>) {
  return queryOptions({ queryKey: ['loyalty', 'card', personId, ledger, cursor], queryFn: ({ signal }) => unwrap(call(signal)), placeholderData: keepPreviousData });
}

function of(personId: string) {
  return { path: { person_id: personId } };
}

function paged(personId: string, cursor: string | undefined) {
  return { ...of(personId), query: { cursor, limit: 20 } };
}
