import { createBrowserRouter, Navigate, type RouteObject } from 'react-router';
import { PageSkeleton } from '@/page/PageSkeleton';
import { ErrorBoundary } from './ErrorBoundary';
import { features } from './features';
import { Frame } from './layout/Frame';
import { NotFound } from './NotFound';
import { RequireSession } from './session';

const landingPath = '/people';

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
          { index: true, element: <Navigate to={landingPath} replace /> },
          ...features.flatMap((feature) => feature.routes ?? []),
          { path: '*', element: <NotFound /> },
        ],
      },
    ],
  };
}
