import { useTranslation } from 'react-i18next';
import { SectionTabs } from '@/page/SectionTabs';

export function StaffTabs() {
  const { t } = useTranslation('staff');
  return (
    <SectionTabs
      sections={[
        { path: '/settings/staff', label: t('tabs.staff') },
        { path: '/settings/staff/roles', label: t('tabs.roles') },
      ]}
    />
  );
}
