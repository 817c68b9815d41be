import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { components } from '@/api/schema';

type Schemas = components['schemas'];
export type Promotion = Schemas['PromotionOut'];
export type PromotionBody = Schemas['PromotionBody'];
export type PromotionState = Schemas['PromotionState'];
export type PromotionReport = Schemas['PromotionReportOut'];
export type Forecast = Schemas['PromotionForecastOut'];

const forecastPollMs = 1_500;

export interface PromotionSearch {
  state?: PromotionState;
  search?: string;
  node_id?: string;
  cursor?: string;
  limit: number;
}

export function promotionsQuery(search: PromotionSearch) {
  return queryOptions({
    queryKey: ['promotions', 'list', search],
    queryFn: ({ signal }) => unwrap(api.GET('/api/promotions', { params: { query: search }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function promotionQuery(id: string) {
  return queryOptions({ queryKey: ['promotions', id], queryFn: ({ signal }) => unwrap(api.GET('/api/promotions/{promotion_id}', { params: of(id), signal })) });
}

export function promotionReportQuery(id: string) {
  return queryOptions({ queryKey: ['promotions', id, 'report'], queryFn: ({ signal }) => unwrap(api.GET('/api/promotions/{promotion_id}/report', { params: of(id), signal })) });
}

export function promotionVersionsQuery(id: string) {
  return queryOptions({ queryKey: ['promotions', id, 'versions'], queryFn: ({ signal }) => unwrap(api.GET('/api/promotions/{promotion_id}/versions', { params: of(id), signal })) });
}

/** Its forecasts, the newest first; asked again while one is under way. */
export function promotionForecastsQuery(id: string) {
  return queryOptions({
    queryKey: ['promotions', id, 'forecasts'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/promotions/{promotion_id}/forecasts', { params: of(id), signal })),
    refetchInterval: ({ state }) => (state.data?.[0]?.finished_at === null ? forecastPollMs : false),
  });
}

export function useForecast(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas['ForecastBody']) => unwrap(api.POST('/api/promotions/{promotion_id}/forecasts', { params: of(id), body })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['promotions', id, 'forecasts'] }),
  });
}

export function useSavePromotion() {
  return usePromotionAct(({ id, body }: { id: string | null; body: PromotionBody }) =>
    id ? unwrap(api.PUT('/api/promotions/{promotion_id}', { params: of(id), body })) : unwrap(api.POST('/api/promotions', { body })),
  );
}

export function usePromotionVerb(id: string) {
  return usePromotionAct((verb: 'start' | 'stop' | 'delete'): Promise<unknown> => {
    if (verb === 'start') return unwrap(api.POST('/api/promotions/{promotion_id}/start', { params: of(id) }));
    if (verb === 'stop') return unwrap(api.POST('/api/promotions/{promotion_id}/stop', { params: of(id) }));
    return unwrap(api.DELETE('/api/promotions/{promotion_id}', { params: of(id) }));
  });
}

function usePromotionAct<Asked, Made>(act: (asked: Asked) => Promise<Made>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: act, onSettled: () => queries.invalidateQueries({ queryKey: ['promotions'] }) });
}

function of(id: string) {
  return { path: { promotion_id: id } };
}
