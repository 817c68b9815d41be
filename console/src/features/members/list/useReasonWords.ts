import { useTranslation } from 'react-i18next';

/** Why points or growth value came, as an operator says it: the word itself where a plug-in or a reward names its own. */
export function useReasonWords(): (reason: string) => string {
  const { t, i18n } = useTranslation('members');
  return (reason) => {
    const [head = '', rest = ''] = reason.split(/:(.*)/);
    if (head === 'social' && rest) return t('reasons.social', { rule: rest });
    const key = `members:reasons.${head}`;
    return i18n.exists(key) ? t(`reasons.${head}`) : reason;
  };
}
