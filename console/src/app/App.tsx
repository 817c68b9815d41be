import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntdApp, ConfigProvider } from 'antd';
import { useMemo } from 'react';
import { RouterProvider } from 'react-router/dom';
import { AppearanceProvider, useAppearance } from './appearance';
import { ConnectionBanner } from './connection/ConnectionBanner';
import { queries } from './queries';
import { createRouter } from './router';
import { themeFor } from './theme';
import { useAntdLocale } from './useAntdLocale';

const router = createRouter();

export function App() {
  return (
    <AppearanceProvider>
      <Themed />
    </AppearanceProvider>
  );
}

function Themed() {
  const { mode } = useAppearance();
  const theme = useMemo(() => themeFor(mode), [mode]);
  return (
    <ConfigProvider theme={theme} locale={useAntdLocale()} button={{ autoInsertSpace: false }}>
      <AntdApp component={false}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
          <ConnectionBanner />
        </QueryClientProvider>
      </AntdApp>
    </ConfigProvider>
  );
}
