import { useTranslation } from 'react-i18next';
import { inLanguage } from '@/format/inLanguage';
import { useFormat } from '@/format/useFormat';
import type { Draft, When } from './draft';

/** When a rule holds, in a line: on the member day, for silver, in November. */
export function useWhenWords(draft: Draft): (when: When) => string {
  const { t, i18n } = useTranslation('members');
  const format = useFormat();
  return (when) => {
    const tiers = when.tiers.map((key) => inLanguage(draft.tiers.find((tier) => tier.key === key)?.title, i18n.language) ?? key);
    const said = [
      when.birthday ? t(`when.said.${when.birthday}`) : '',
      when.member_day ? t('when.said.memberDay') : '',
      listed(tiers),
      listed(when.categories),
      listed(when.brands),
      when.products.length > 0 ? t('when.said.products', { count: when.products.length }) : '',
      when.starts_at ? t('when.said.from', { time: format.minute(new Date(when.starts_at)) }) : '',
      when.ends_at ? t('when.said.until', { time: format.minute(new Date(when.ends_at)) }) : '',
    ].filter(Boolean);
    return said.join(' · ') || t('when.said.always');
  };

  function listed(words: string[]): string {
    return words.length > 0 ? new Intl.ListFormat(i18n.language, { type: 'disjunction' }).format(words) : '';
  }
}
