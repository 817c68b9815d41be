import { useRouteError } from 'react-router';
import { ErrorState } from '@/page/ErrorState';

/** What is left of a page that threw: the frame stays, and the page may be tried again. */
export function ErrorBoundary({ alone = false }: { alone?: boolean }) {
  const error = useRouteError();
  return <ErrorState error={error} onRetry={() => window.location.reload()} alone={alone} />;
}
