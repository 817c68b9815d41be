import { useTranslation } from 'react-i18next';
import { SectionTabs } from '@/page/SectionTabs';

export function DeveloperTabs() {
  const { t } = useTranslation('developers');
  return (
    <SectionTabs
      sections={[
        { path: '/settings/developers', label: t('tabs.keys') },
        { path: '/settings/developers/webhooks', label: t('tabs.webhooks') },
      ]}
    />
  );
}
