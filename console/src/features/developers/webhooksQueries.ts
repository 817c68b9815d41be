import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { components } from '@/api/schema';

type Schemas = components['schemas'];

export type Webhook = Schemas['WebhookOut'];
export type WebhookCreate = Schemas['WebhookCreate'];
export type WebhookChange = Schemas['WebhookChange'];
export type EventType = Schemas['EventTypeOut'];
export type WebhookDelivery = Omit<Schemas['DeliveryDetail'], 'body' | 'log'>;
export type WebhookDeliveryDetail = Schemas['DeliveryDetail'];
export type Attempt = Schemas['AttemptOut'];
export type DeliveryState = WebhookDelivery['state'];
export type ReplayCreate = Schemas['ReplayCreate'];

export const webhooksQuery = queryOptions({
  queryKey: ['webhooks', 'list'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/webhooks', { params: { query: { limit: 200 } }, signal })),
});

export const eventTypesQuery = queryOptions({
  queryKey: ['webhooks', 'event-types'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/webhooks/event-types', { signal })),
  staleTime: 10 * 60_000,
});

export function webhookQuery(webhookId: string) {
  return queryOptions({
    queryKey: ['webhooks', webhookId],
    queryFn: ({ signal }) => unwrap(api.GET('/api/webhooks/{webhook_id}', { params: { path: { webhook_id: webhookId } }, signal })),
  });
}

export interface DeliverySearch {
  state?: DeliveryState;
  event?: string;
  cursor?: string;
  limit: number;
}

export function deliveriesQuery(webhookId: string, search: DeliverySearch) {
  return queryOptions({
    queryKey: ['webhooks', webhookId, 'deliveries', search],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/webhooks/{webhook_id}/deliveries', { params: { path: { webhook_id: webhookId }, query: search }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.data?.items.some((delivery) => delivery.state === 'pending') ? 4_000 : false),
  });
}

export function deliveryQuery(webhookId: string, deliveryId: string) {
  return queryOptions({
    queryKey: ['webhooks', webhookId, 'delivery', deliveryId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/webhooks/{webhook_id}/deliveries/{delivery_id}', {
          params: { path: { webhook_id: webhookId, delivery_id: deliveryId } },
          signal,
        }),
      ),
    // Sent again, it comes back with the next attempt.
    refetchInterval: (query) => (query.state.data?.state === 'pending' ? 2_000 : false),
  });
}

export function useAddWebhook() {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (body: WebhookCreate) => unwrap(api.POST('/api/webhooks', { body })), onSettled: refresh });
}

/** What can be done to one webhook. */
export function useWebhookActs(webhookId: string) {
  const refresh = useRefresh();
  const params = { path: { webhook_id: webhookId } };
  const options = { onSettled: refresh };
  return {
    change: useMutation({ mutationFn: (body: WebhookChange) => unwrap(api.PATCH('/api/webhooks/{webhook_id}', { params, body })), ...options }),
    remove: useMutation({ mutationFn: () => unwrap(api.DELETE('/api/webhooks/{webhook_id}', { params })), ...options }),
    rotate: useMutation({
      mutationFn: (overlapHours: number) =>
        unwrap(api.POST('/api/webhooks/{webhook_id}/secret', { params, body: { overlap_hours: overlapHours } })),
      ...options,
    }),
    ping: useMutation({ mutationFn: () => unwrap(api.POST('/api/webhooks/{webhook_id}/pings', { params })), ...options }),
    replay: useMutation({ mutationFn: (body: ReplayCreate) => unwrap(api.POST('/api/webhooks/{webhook_id}/replays', { params, body })), ...options }),
  };
}

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['webhooks'] });
}
