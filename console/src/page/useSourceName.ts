import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import { useMay } from '@/app/session';

const sourcesQuery = queryOptions({
  queryKey: ['sources', 'names'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/sources', { params: { query: { limit: 200 } }, signal })),
  staleTime: 5 * 60_000,
});

/** The name of a source that events carry as its code; the code itself where it is not known or not permitted. */
export function useSourceName(): (code: string | null) => string {
  const permitted = useMay('organization.read_sources');
  const sources = useQuery({ ...sourcesQuery, enabled: permitted }).data?.items ?? [];
  return (code) => sources.find((source) => source.id === code)?.name ?? code ?? '';
}
