import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { PeopleAsk } from './figureAddress';
import type { ChannelsBy, GoalCreate, Metric, Period } from './overviewTypes';

type Node = string | undefined;

const beatMs = 30_000;
const slowBeatMs = 5 * 60_000;
const namedMax = 200;

export function todayQuery(node: Node) {
  return queryOptions({
    queryKey: ['insights', 'today', node],
    queryFn: ({ signal }) => unwrap(api.GET('/api/insights/today', { params: { query: { node_id: node } }, signal })),
    refetchInterval: beatMs,
    placeholderData: keepPreviousData,
  });
}

export function wheelQuery(days: number, node: Node) {
  return queryOptions({
    queryKey: ['insights', 'wheel', days, node],
    queryFn: ({ signal }) => unwrap(api.GET('/api/insights/wheel', { params: { query: { days, node_id: node } }, signal })),
    refetchInterval: slowBeatMs,
    placeholderData: keepPreviousData,
  });
}

export function channelsQuery(days: number, by: ChannelsBy, node: Node) {
  return queryOptions({
    queryKey: ['insights', 'channels', days, by, node],
    queryFn: ({ signal }) => unwrap(api.GET('/api/insights/channels', { params: { query: { days, by, node_id: node } }, signal })),
    refetchInterval: slowBeatMs,
    placeholderData: keepPreviousData,
  });
}

export const waitingQuery = queryOptions({
  queryKey: ['insights', 'attention'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/insights/attention', { signal })),
  refetchInterval: beatMs,
});

export function goalsQuery(node: Node) {
  return queryOptions({
    queryKey: ['insights', 'goals', node],
    queryFn: async ({ signal }) => (await unwrap(api.GET('/api/insights/goals', { params: { query: { node_id: node, limit: 24 } }, signal }))).items,
    refetchInterval: slowBeatMs,
    placeholderData: keepPreviousData,
  });
}

export function goalQuery(goalId: string) {
  return queryOptions({
    queryKey: ['insights', 'goal', goalId],
    queryFn: ({ signal }) => unwrap(api.GET('/api/insights/goals/{goal_id}', { params: { path: { goal_id: goalId } }, signal })),
  });
}

export function outlookQuery(metric: Metric, period: Period, day: string | undefined, node: Node) {
  return queryOptions({
    queryKey: ['insights', 'outlook', metric, period, day, node],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/insights/goals/outlook', { params: { query: { metric, period, day, node_id: node } }, signal })),
    staleTime: beatMs,
  });
}

/** A page of the people behind a figure, with what a list shows of them. */
export function peopleBehindQuery(ask: PeopleAsk, node: Node, cursor: string | undefined, limit: number) {
  return queryOptions({
    queryKey: ['insights', 'people', ask, node, cursor, limit],
    queryFn: async ({ signal }) => {
      const page = { node_id: node, cursor, limit };
      const ids = await unwrap(
        'by' in ask
          ? api.GET('/api/insights/channels/people', { params: { query: { ...ask, ...page } }, signal })
          : api.GET('/api/insights/people', { params: { query: { ...ask, ...page } }, signal }),
      );
      const codes = ids.items.map((item) => item.person_id);
      const found = { nextCursor: ids.next_cursor, total: ids.total, definition: ids.definition };
      if (codes.length === 0) return { ...found, people: [] };
      const known = await unwrap(api.GET('/api/people', { params: { query: { person_id: codes, limit: namedMax } }, signal }));
      const byCode = new Map(known.items.map((person) => [person.id, person]));
      return { ...found, people: codes.map((code) => ({ id: code, person: byCode.get(code) })) };
    },
    placeholderData: keepPreviousData,
  });
}

export function useSetGoal() {
  const refresh = useRefreshGoals();
  return useMutation({ mutationFn: (body: GoalCreate) => unwrap(api.POST('/api/insights/goals', { body })), onSuccess: refresh });
}

export function useChangeGoal(goalId: string) {
  const refresh = useRefreshGoals();
  return useMutation({
    mutationFn: (target: number) => unwrap(api.PATCH('/api/insights/goals/{goal_id}', { params: { path: { goal_id: goalId } }, body: { target } })),
    onSuccess: refresh,
  });
}

export function useRemoveGoal(goalId: string) {
  const refresh = useRefreshGoals();
  return useMutation({
    mutationFn: () => unwrap(api.DELETE('/api/insights/goals/{goal_id}', { params: { path: { goal_id: goalId } } })),
    onSuccess: refresh,
  });
}

function useRefreshGoals() {
  const queries = useQueryClient();
  return () =>
    Promise.all([queries.invalidateQueries({ queryKey: ['insights', 'goals'] }), queries.invalidateQueries({ queryKey: ['insights', 'goal'] })]);
}
