import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { inLanguage } from '@/format/inLanguage';
import { tiersQuery } from './memberQueries';

/** What a tier is called, by its key; the key where the programme no longer has it. */
export function useTierName(): (key: string) => string {
  const { i18n } = useTranslation('members');
  const tiers = useQuery(tiersQuery).data ?? [];
  return (key) => inLanguage(tiers.find((tier) => tier.key === key)?.title, i18n.language) ?? key;
}
