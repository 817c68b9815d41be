import { useTranslation } from 'react-i18next';
import { SectionTabs } from '@/page/SectionTabs';

export function SystemTabs() {
  const { t } = useTranslation('system');
  return (
    <SectionTabs
      sections={[
        { path: '/settings/system', label: t('tabs.health') },
        { path: '/settings/system/stores', label: t('tabs.stores') },
        { path: '/settings/system/modules', label: t('tabs.modules') },
      ]}
    />
  );
}

export function WorkTabs() {
  const { t } = useTranslation('system');
  return (
    <SectionTabs
      sections={[
        { path: '/settings/jobs', label: t('tabs.jobs') },
        { path: '/settings/jobs/parked', label: t('tabs.parked') },
      ]}
    />
  );
}
