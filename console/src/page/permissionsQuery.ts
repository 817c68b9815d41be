import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';

/** Everything a role or a key may be allowed in this installation. */
export const permissionsQuery = queryOptions({
  queryKey: ['organization', 'permissions'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/permissions', { signal })),
  staleTime: 10 * 60_000,
});
