import { useQuery } from '@tanstack/react-query';
import { Navigate, useNavigation } from 'react-router';
import { api, unwrap } from '@/api/client';
import { PageSkeleton } from '@/page/PageSkeleton';
import { navigationFor } from './layout/navigationTree';
import { accountPath, useMay, useMe } from './session';

export const startPath = '/start';

/** The first page of the navigation, or the first steps where no event has ever come. */
export function Landing() {
  const { permissions } = useMe();
  const navigation = useNavigation();
  const permitted = useMay('tracking.read');
  const seen = useQuery({
    queryKey: ['landing', 'seen'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/tracking-plan/seen', { params: { query: { limit: 1 } }, signal })),
    enabled: permitted,
    retry: false,
  });
  // Who clicks before it is known where to land has already chosen.
  if (seen.isLoading || navigation.state !== 'idle') return <PageSkeleton />;
  const home = navigationFor(permissions)[0]?.items[0]?.path ?? accountPath;
  return <Navigate to={seen.data?.items.length === 0 ? startPath : home} replace />;
}
