import { createBrowserRouter, type RouteObject } from 'react-router';
import { PageSkeleton } from '@/page/PageSkeleton';
import { ErrorBoundary } from './ErrorBoundary';
import { features } from './features';
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
  return features.flatMap((feature) => feature.openRoutes ?? []);
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
          ...features.flatMap((feature) => feature.routes ?? []),
          { path: '*', element: <NotFound /> },
        ],
      },
    ],
  };
}
