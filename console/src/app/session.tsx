import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, lazy, Suspense, use, useEffect, useState, type ReactNode } from 'react';
import { Navigate, useLocation, useNavigate } from 'react-router';
import { api, onSessionExpired, unwrap } from '@/api/client';
import { asProblem } from '@/api/problem';
import type { Me } from '@/api/types';
import { ErrorState } from '@/page/ErrorState';
import { withWords } from './i18n';
import { permits } from './permissions';
import { PageSkeleton } from '@/page/PageSkeleton';

const SignInAgain = lazy(withWords(['session'], () => import('@/features/session/SignInAgain')));

export const signInPath = '/sign-in';
export const accountPath = '/account';

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/me', { signal })),
  staleTime: 5 * 60_000,
});

const MeContext = createContext<Me | null>(null);

/** The signed-in operator. */
export function useMe(): Me {
  const me = use(MeContext);
  if (!me) throw new Error('useMe needs a signed-in operator');
  return me;
}

/** Whether the operator holds a permission, at least somewhere; what they lack is not offered. */
export function useMay(permission: string): boolean {
  return permits(useMe().permissions, permission);
}

/** The signed-in operator, or null on a page that anyone may see. */
export function useMaybeMe(): Me | null {
  return use(MeContext);
}

/** Shows its children to a signed-in operator and sends anyone else to sign in; one whose session ends signs in again in place. */
export function RequireSession({ children }: { children: ReactNode }) {
  const { data, error, refetch } = useQuery(meQuery);
  const { pathname, search } = useLocation();
  const [expired, setExpired] = useState(false);

  useEffect(() => onSessionExpired(() => setExpired(true)), []);

  if (data) {
    return (
      <MeContext value={data}>
        {children}
        <Suspense fallback={null}>{expired && <SignInAgain onDone={() => setExpired(false)} />}</Suspense>
      </MeContext>
    );
  }
  if (error) {
    if (asProblem(error).status === 401) return <Navigate to={signInAddress(pathname + search)} replace />;
    return <ErrorState error={error} onRetry={() => void refetch()} alone />;
  }
  return <PageSkeleton alone />;
}

export function useSignOut() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => unwrap(api.DELETE('/api/sessions/current')),
    onSuccess: async () => {
      await navigate(signInPath, { replace: true });
      queries.clear();
    },
  });
}

export function signInAddress(from: string): string {
  return from === '/' ? signInPath : `${signInPath}?from=${encodeURIComponent(from)}`;
}

/** Where to go after signing in: a path of this console, never another site. */
export function pathAfterSignIn(from: string | null): string {
  return from && /^\/(?![/\\])/.test(from) && !from.startsWith(signInPath) ? from : '/';
}
