import { useTranslation } from 'react-i18next';
import { weekdayName } from './occasionDays';
import type { OccasionBody } from './occasionQueries';

/** When an occasion gives, as a sentence. */
export function useOccasionWords(): (occasion: Pick<OccasionBody, 'kind' | 'days' | 'days_before' | 'hour'>) => string {
  const { t, i18n } = useTranslation('mall');
  return ({ kind, days = [], days_before: ahead = 0, hour = 9 }) => {
    const named = days.map((day) => (kind === 'weekly' ? weekdayName(day, i18n.language) : t('occasions.monthDay', { day })));
    const when = t(`occasions.when.${kind}`, { days: named.join(t('listComma')) });
    const from = t('occasions.from', { hour: String(hour).padStart(2, '0') });
    return [when, ahead > 0 ? t('occasions.ahead', { count: ahead }) : '', from].filter(Boolean).join(t('occasions.then'));
  };
}
