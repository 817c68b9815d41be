import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '@/api/client';
import { useMay } from '@/app/session';

/** What the server calls the source of files for which none was chosen, until somebody gives it a name of their own. */
const filesSource = 'Imports';

const sourcesQuery = queryOptions({
  queryKey: ['sources', 'names'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/sources', { params: { query: { limit: 200 } }, signal })),
  staleTime: 5 * 60_000,
});

/** The name of a source that events carry as its code; the code itself where it is not known or not permitted. */
export function useSourceName(): (code: string | null) => string {
  const permitted = useMay('organization.read_sources');
  const title = useSourceTitle();
  const sources = useQuery({ ...sourcesQuery, enabled: permitted }).data?.items ?? [];
  return (code) => title(sources.find((source) => source.id === code)?.name ?? code ?? '');
}

/** What a source is called in the operator's language. */
export function useSourceTitle(): (name: string) => string {
  const { t } = useTranslation();
  return (name) => (name === filesSource ? t('filesSource') : name);
}
