import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { components } from '@/api/schema';

type Schemas = components['schemas'];

export type QuarantinedEvent = Schemas['QuarantinedEvent'];
export type QuarantinedDetail = Schemas['QuarantinedEventDetail'];
export type ReasonCount = Schemas['ReasonCount'];
export type QuarantineState = Schemas['QuarantineState'];

/** Most events that one replay of a reason takes. */
export const replayedAtOnce = 500;

export const reasonsQuery = queryOptions({
  queryKey: ['quarantine', 'reasons'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/quarantine/reasons', { signal })),
  refetchInterval: 30_000,
});

export interface QuarantineSearch {
  reason?: string;
  event?: string;
  state: QuarantineState;
  cursor?: string;
  limit: number;
}

export function quarantinedQuery(search: QuarantineSearch) {
  return queryOptions({
    queryKey: ['quarantine', 'list', search],
    queryFn: ({ signal }) => unwrap(api.GET('/api/quarantine', { params: { query: search }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function quarantinedEventQuery(id: string) {
  return queryOptions({
    queryKey: ['quarantine', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/quarantine/{quarantined_event_id}', { params: { path: { quarantined_event_id: id } }, signal })),
  });
}

/** Loads one event again; with a correction, that instead of what was sent. */
export function useReplay(id: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (correction: string | null) =>
      unwrap(
        api.POST('/api/quarantine/{quarantined_event_id}/replay', {
          params: { path: { quarantined_event_id: id } },
          body: correction === null ? null : { correction },
        }),
      ),
    onSettled: refresh,
  });
}

export function useDiscard(id: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: () =>
      unwrap(api.POST('/api/quarantine/{quarantined_event_id}/discard', { params: { path: { quarantined_event_id: id } } })),
    onSettled: refresh,
  });
}

/** Loads every event again that waits for a reason now; those that fail once more come back as new ones. */
export function useReplayReason(onProgress: (done: number) => void) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: async ({ reason, count }: { reason: string; count: number }) => {
      let done = 0;
      // As many as waited when it was asked for: what comes back must not go round for ever.
      for (let round = 0; round < Math.ceil(count / replayedAtOnce); round += 1) {
        const answer = await unwrap(api.POST('/api/quarantine/replays', { body: { reason } }));
        done += answer.count;
        onProgress(done);
        if (answer.count === 0) break;
      }
      return done;
    },
    onSettled: refresh,
  });
}

export function useDiscardReason() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (reason: string) => unwrap(api.POST('/api/quarantine/discards', { body: { reason } })),
    onSettled: refresh,
  });
}

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['quarantine'] });
}
