import { useTranslation } from 'react-i18next';
import type { Section } from '@/page/SectionTabs';

export function useMallSections(): Section[] {
  const { t } = useTranslation('members');
  return [
    { path: '/members/points-mall', label: t('sections.offers') },
    { path: '/members/points-mall/exchanges', label: t('sections.exchanges') },
  ];
}
