import { useTranslation } from 'react-i18next';
import { SectionTabs } from '@/page/SectionTabs';

export function RuleTabs() {
  const { t } = useTranslation('rules');
  return (
    <SectionTabs
      sections={[
        { path: '/settings/rules', label: t('tabs.identity') },
        { path: '/settings/rules/consent', label: t('tabs.consent') },
      ]}
    />
  );
}
