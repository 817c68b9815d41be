import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntdApp, ConfigProvider } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { RouterProvider } from 'react-router/dom';
import { mediaQuery } from '@/page/mediaQuery';
import { AppearanceProvider, useAppearance } from './appearance';
import { ConnectionBanner } from './connection/ConnectionBanner';
import { queries } from './queries';
import { createRouter } from './router';
import { themeFor } from './theme';
import { useAntdLocale } from './useAntdLocale';

const router = createRouter();
const useCalm = mediaQuery('(prefers-reduced-motion: reduce)');

export function App() {
  return (
    <AppearanceProvider>
      <Themed />
    </AppearanceProvider>
  );
}

function Themed() {
  const { mode } = useAppearance();
  const { language } = useTranslation().i18n;
  const calm = useCalm();
  const theme = useMemo(() => themeFor(mode, language, calm), [mode, language, calm]);
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
