import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { components } from '@/api/schema';

type Schemas = components['schemas'];

export type PlanMode = Schemas['PlanMode'];
export type PlannedEvent = Schemas['PlannedEvent'];
export type PlannedEventUpdate = Schemas['PlannedEventUpdate'];
export type SeenEvent = Schemas['SeenEventOut'];
export type SeenProperty = Schemas['SeenProperty'];

export const planModes = ['observe', 'quarantine', 'block'] as const satisfies readonly PlanMode[];

export const planQuery = queryOptions({
  queryKey: ['plan'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/tracking-plan', { signal })),
});

export interface PlanSearch {
  q?: string;
  cursor?: string;
  limit: number;
}

export function seenQuery(search: PlanSearch & { planned?: boolean }) {
  return queryOptions({
    queryKey: ['plan', 'seen', search],
    queryFn: ({ signal }) => unwrap(api.GET('/api/tracking-plan/seen', { params: { query: search }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function plannedQuery(search: PlanSearch) {
  return queryOptions({
    queryKey: ['plan', 'events', search],
    queryFn: ({ signal }) => unwrap(api.GET('/api/tracking-plan/events', { params: { query: search }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** The planned event of a name; null where the plan has none. */
export function plannedByNameQuery(event: string) {
  return queryOptions({
    queryKey: ['plan', 'named', event],
    queryFn: async ({ signal }) => {
      const page = await unwrap(api.GET('/api/tracking-plan/events', { params: { query: { q: event, limit: 200 } }, signal }));
      return page.items.find((item) => item.event === event) ?? null;
    },
  });
}

/** How often an event has come; null where it never has. */
export function seenByNameQuery(event: string) {
  return queryOptions({
    queryKey: ['plan', 'seen-named', event],
    queryFn: async ({ signal }) => {
      const page = await unwrap(api.GET('/api/tracking-plan/seen', { params: { query: { q: event, limit: 200 } }, signal }));
      return page.items.find((item) => item.event === event) ?? null;
    },
  });
}

export function seenPropertiesQuery(event: string) {
  return queryOptions({
    queryKey: ['plan', 'properties', event],
    queryFn: ({ signal }) => unwrap(api.GET('/api/tracking-plan/seen/properties', { params: { query: { event } }, signal })),
  });
}

export function useSetDefaultMode() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (mode: PlanMode) => unwrap(api.PUT('/api/tracking-plan', { body: { default_mode: mode } })),
    onSettled: refresh,
  });
}

/** Agrees on an event: as it has come in where it has, else with nothing said of its properties. */
export function usePlanEvent() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ event, mode, seen }: { event: string; mode: PlanMode; seen: boolean }) =>
      seen
        ? unwrap(api.POST('/api/tracking-plan/events/from-seen', { body: { event, mode } }))
        : unwrap(api.POST('/api/tracking-plan/events', { body: { event, mode, schema: { type: 'object', properties: {} } } })),
    onSettled: refresh,
  });
}

export function useChangePlanned(id: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (change: PlannedEventUpdate) =>
      unwrap(api.PATCH('/api/tracking-plan/events/{planned_event_id}', { params: { path: { planned_event_id: id } }, body: change })),
    onSettled: refresh,
  });
}

export function useRemovePlanned(id: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: () => unwrap(api.DELETE('/api/tracking-plan/events/{planned_event_id}', { params: { path: { planned_event_id: id } } })),
    onSettled: refresh,
  });
}

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: planQuery.queryKey });
}
