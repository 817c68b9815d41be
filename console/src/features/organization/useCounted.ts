import { useTranslation } from 'react-i18next';
import { inLanguage } from '@/format/inLanguage';
import { useFormat } from '@/format/useFormat';

/** So many of what hangs on a node, in words; what a plug-in adds is named by its own title. */
export function useCounted(): (use: { name: string; count: number; title?: Record<string, string> }) => string {
  const { t, i18n } = useTranslation('organization');
  const format = useFormat();
  return ({ name, count, title }) => {
    const facts = { count, shown: format.number(count) };
    return i18n.exists(`organization:inUse.${name}`, { count }) ? t(`inUse.${name}`, facts) : t('inUse.other', { ...facts, name: inLanguage(title, i18n.language) ?? name });
  };
}
