import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { Campaign, CampaignBody, CampaignState, DeliveryState, Learnt, Reason } from '../types';
import { isMoving } from './campaignState';

const beatMs = 2_000;
const calmMs = 30_000;

export interface CampaignSearch {
  search?: string;
  state?: CampaignState;
  segment_id?: string;
  node_id?: string;
  cursor?: string;
  limit: number;
}

export function campaignsQuery(search: CampaignSearch) {
  return queryOptions({
    queryKey: ['campaigns', 'list', search],
    queryFn: ({ signal }) => unwrap(api.GET('/api/campaigns', { params: { query: search }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.data?.items.some((each) => isMoving(each.state)) ? beatMs : calmMs),
  });
}

/** What the campaigns of a page brought; apart from the list, which need not wait for it. */
export function figuresQuery(ids: readonly string[], moving: boolean) {
  return queryOptions({
    queryKey: ['campaigns', 'figures', ids],
    queryFn: ({ signal }) => unwrap(api.GET('/api/campaigns/figures', { params: { query: { campaign: [...ids] } }, signal })),
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
    refetchInterval: moving ? beatMs * 2 : calmMs * 2,
  });
}

export function campaignQuery(id: string) {
  return queryOptions({
    queryKey: ['campaigns', id],
    queryFn: ({ signal }) => unwrap(api.GET('/api/campaigns/{campaign_id}', { params: { path: { campaign_id: id } }, signal })),
    refetchInterval: (query) => (query.state.data && isMoving(query.state.data.state) ? beatMs : calmMs),
  });
}

export function resultQuery(id: string, moving: boolean) {
  return queryOptions({
    queryKey: ['campaigns', id, 'result'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/campaigns/{campaign_id}/result', { params: { path: { campaign_id: id } }, signal })),
    refetchInterval: moving ? beatMs : calmMs,
  });
}

export function checklistQuery(id: string) {
  return queryOptions({
    queryKey: ['campaigns', id, 'checklist'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/campaigns/{campaign_id}/checklist', { params: { path: { campaign_id: id } }, signal })),
    staleTime: 0,
  });
}

export interface DeliverySearch {
  state?: DeliveryState;
  learnt?: Learnt;
  reason?: Reason;
  variant?: string;
  cursor?: string;
  limit: number;
}

export function deliveriesQuery(id: string, search: DeliverySearch) {
  return queryOptions({
    queryKey: ['campaigns', id, 'deliveries', search],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/campaigns/{campaign_id}/deliveries', { params: { path: { campaign_id: id }, query: search }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** Keeps a draft: a new one without an id, else the one it names. */
export function useSaveCampaign() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ id, body }: { id: string | null; body: CampaignBody }) =>
      id
        ? unwrap(api.PUT('/api/campaigns/{campaign_id}', { params: { path: { campaign_id: id } }, body }))
        : unwrap(api.POST('/api/campaigns', { body })),
    // One after another, so that an older draft never lands upon a newer.
    scope: { id: 'campaign-draft' },
    onSuccess: refresh,
  });
}

export type Verb = 'start' | 'pause' | 'resume' | 'cancel' | 'delete';

export function useCampaignVerb(id: string) {
  const queries = useQueryClient();
  const refresh = useRefresh();
  const params = { path: { campaign_id: id } };
  return useMutation({
    mutationFn: (verb: Verb): Promise<Campaign | undefined> => {
      if (verb === 'start') return unwrap(api.POST('/api/campaigns/{campaign_id}/start', { params }));
      if (verb === 'pause') return unwrap(api.POST('/api/campaigns/{campaign_id}/pause', { params }));
      if (verb === 'resume') return unwrap(api.POST('/api/campaigns/{campaign_id}/resume', { params }));
      if (verb === 'cancel') return unwrap(api.POST('/api/campaigns/{campaign_id}/cancel', { params }));
      return unwrap(api.DELETE('/api/campaigns/{campaign_id}', { params })).then(() => undefined);
    },
    // What the server answered is shown at once: the look that follows may come late, or not at all.
    onSuccess: (campaign) => void (campaign && queries.setQueryData(campaignQuery(id).queryKey, campaign)),
    // Not waited for: as long as an act is under way its button takes no further click.
    onSettled: () => void refresh(),
  });
}

export function useTrySend(id: string) {
  return useMutation({
    mutationFn: (body: { person_id: string; variant: string }) =>
      unwrap(api.POST('/api/campaigns/{campaign_id}/test', { params: { path: { campaign_id: id } }, body })),
  });
}

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['campaigns'] });
}
