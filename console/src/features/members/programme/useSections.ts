import { useTranslation } from 'react-i18next';
import type { Section } from '@/page/SectionTabs';

export function useSections(): Section[] {
  const { t } = useTranslation('members');
  return [
    { path: '/members/programme', label: t('sections.rules') },
    { path: '/members/programme/budgets', label: t('sections.budgets') },
  ];
}
