import { useEffect } from 'react';
import { useRouteError } from 'react-router';
import { asProblem } from '@/api/problem';
import { ErrorState } from '@/page/ErrorState';
import { connection } from './connection/theConnection';

/** What is left of a page that threw: the frame stays, and the page may be tried again; one whose code did not arrive comes with the server. */
export function ErrorBoundary({ alone = false }: { alone?: boolean }) {
  const error = useRouteError();
  const missing = asProblem(error).code === 'page_not_loaded';

  useEffect(() => {
    if (!missing) return;
    void connection.doubt();
    return connection.listen(() => connection.line === 'back' && window.location.reload());
  }, [missing]);

  return <ErrorState error={error} onRetry={() => window.location.reload()} alone={alone} />;
}
