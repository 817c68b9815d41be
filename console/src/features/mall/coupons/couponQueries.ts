import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { components } from '@/api/schema';

type Schemas = components['schemas'];
export type CouponKind = Schemas['CouponKindOut'];
export type KindBody = Schemas['KindBody'];
export type KindState = Schemas['KindState'];

export interface KindSearch {
  state?: KindState;
  search?: string;
  node_id?: string;
  cursor?: string;
  limit: number;
}

export function kindsQuery(search: KindSearch) {
  return queryOptions({
    queryKey: ['coupons', 'kinds', search],
    queryFn: ({ signal }) => unwrap(api.GET('/api/promotions/coupon-kinds', { params: { query: search }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function kindQuery(id: string) {
  return queryOptions({ queryKey: ['coupons', id], queryFn: ({ signal }) => unwrap(api.GET('/api/promotions/coupon-kinds/{kind_id}', { params: of(id), signal })) });
}

export function kindFiguresQuery(id: string) {
  return queryOptions({ queryKey: ['coupons', id, 'figures'], queryFn: ({ signal }) => unwrap(api.GET('/api/promotions/coupon-kinds/{kind_id}/figures', { params: of(id), signal })) });
}

export function batchesQuery(id: string) {
  return queryOptions({
    queryKey: ['coupons', id, 'batches'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/promotions/code-batches', { params: { query: { kind_id: id, limit: 20 } }, signal })),
  });
}

export function handOutsQuery(id: string) {
  return queryOptions({
    queryKey: ['coupons', id, 'handOuts'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/promotions/hand-outs', { params: { query: { kind_id: id, limit: 20 } }, signal })),
    refetchInterval: (query) => (query.state.data?.items.some((each) => each.id && !each.finished_at) ? 2_000 : false),
  });
}

export function segmentsQuery(search: string) {
  return queryOptions({
    queryKey: ['coupons', 'segments', search],
    queryFn: ({ signal }) => unwrap(api.GET('/api/segments', { params: { query: { search: search || undefined, limit: 50 } }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function useSaveKind() {
  return useCouponAct(({ id, body }: { id: string | null; body: KindBody }) =>
    id ? unwrap(api.PUT('/api/promotions/coupon-kinds/{kind_id}', { params: of(id), body })) : unwrap(api.POST('/api/promotions/coupon-kinds', { body })),
  );
}

export function useKindVerb(id: string) {
  return useCouponAct((verb: 'activate' | 'stop' | 'delete'): Promise<unknown> => {
    if (verb === 'activate') return unwrap(api.POST('/api/promotions/coupon-kinds/{kind_id}/activate', { params: of(id) }));
    if (verb === 'stop') return unwrap(api.POST('/api/promotions/coupon-kinds/{kind_id}/stop', { params: of(id) }));
    return unwrap(api.DELETE('/api/promotions/coupon-kinds/{kind_id}', { params: of(id) }));
  });
}

export function useMakeCodes() {
  return useCouponAct((body: Schemas['BatchBody']) => unwrap(api.POST('/api/promotions/code-batches', { body })));
}

export function useExportCodes() {
  return useMutation({
    mutationFn: (batchId: string) => unwrap<Blob>(api.POST('/api/promotions/code-batches/{batch_id}/export', { params: { path: { batch_id: batchId } }, parseAs: 'blob' }) as never),
  });
}

export function useHandOut(id: string) {
  return useCouponAct((segment: string) => unwrap(api.POST('/api/promotions/coupon-kinds/{kind_id}/hand-outs', { params: of(id), body: { segment_id: segment } })));
}

function useCouponAct<Asked, Made>(act: (asked: Asked) => Promise<Made>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: act, onSettled: () => queries.invalidateQueries({ queryKey: ['coupons'] }) });
}

function of(id: string) {
  return { path: { kind_id: id } };
}
