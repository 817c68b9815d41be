import { createBrowserRouter, type RouteObject } from 'react-router';
import { PageSkeleton } from '@/page/PageSkeleton';
import { ErrorBoundary } from './ErrorBoundary';
import type { Feature, PageRoute } from './feature';
import { features } from './features';
import { withWords } from './i18n';
import { Landing } from './Landing';
import { Frame } from './layout/Frame';
import { NotFound } from './NotFound';
import { RequireSession } from './session';

export function createRouter() {
  return createBrowserRouter([
    {
      errorElement: <ErrorBoundary alone />,
      hydrateFallbackElement: <PageSkeleton alone />,
      children: [...openRoutes(), framedRoutes()],
    },
  ]);
}

function openRoutes(): RouteObject[] {
  return features.flatMap((feature) => speaking(feature, feature.openRoutes));
}

function framedRoutes(): RouteObject {
  return {
    element: (
      <RequireSession>
        <Frame />
      </RequireSession>
    ),
    children: [
      {
        errorElement: <ErrorBoundary />,
        children: [
          { index: true, element: <Landing /> },
          ...features.flatMap((feature) => speaking(feature, feature.routes)),
          { path: '*', element: <NotFound /> },
        ],
      },
    ],
  };
}

function speaking({ name, speaks = [] }: Feature, routes: readonly PageRoute[] = []): RouteObject[] {
  return routes.map(({ path, lazy }) => ({ path, lazy: withWords([name, ...speaks], lazy) }));
}
