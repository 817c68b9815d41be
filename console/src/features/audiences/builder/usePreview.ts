import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import { mayRecover } from '@/app/queries';
import { asProblem } from '@/api/problem';
import type { Definition } from '../audienceTypes';
import { usePaused } from './useStarts';

const pauseMs = 350;
export const sampleShown = 6;
export const sampleMax = 100;

export function previewQuery(definition: Definition, nodeId: string | null, sample: number) {
  return queryOptions({
    queryKey: ['segments', 'preview', JSON.stringify(definition), nodeId, sample],
    queryFn: ({ signal }) => unwrap(api.POST('/api/segments/preview', { body: { definition, node_id: nodeId, sample }, signal })),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: (failures, error) => failures < 2 && mayRecover(asProblem(error).status),
  });
}

/** How many a definition means, once its writing pauses; what was asked before is given up. */
export function usePreview(definition: Definition, nodeId: string | null, finished: boolean) {
  const asked = usePaused(JSON.stringify(definition), pauseMs);
  const current = JSON.stringify(definition);
  const query = useQuery({ ...previewQuery(JSON.parse(asked) as Definition, nodeId, sampleShown), enabled: finished && asked === current });
  return { ...query, waiting: finished && (asked !== current || query.isFetching) };
}
