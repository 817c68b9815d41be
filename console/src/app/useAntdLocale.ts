import type { ConfigProviderProps } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from './language';

type Locale = ConfigProviderProps['locale'];

const loaders: Record<Language, () => Promise<{ default: Locale }>> = {
  'zh-CN': () => import('antd/locale/zh_CN'),
  en: () => import('antd/locale/en_US'),
};

/** The words inside Ant Design's own components; they arrive a moment after the page. */
export function useAntdLocale(): Locale {
  const { i18n } = useTranslation();
  const [locale, setLocale] = useState<Locale>();
  useEffect(() => {
    let current = true;
    void loaders[i18n.language as Language]?.().then((module) => {
      if (current) setLocale(module.default);
    });
    return () => {
      current = false;
    };
  }, [i18n.language]);
  return locale;
}
