import { useTranslation } from 'react-i18next';
import type { Period } from '../overviewTypes';

/** A period by its first day: November 2026, Q4 2026, 2026. */
export function usePeriodName(): (period: Period, startsOn: string) => string {
  const { t } = useTranslation('overview');
  return (period, startsOn) => {
    const [year, month] = startsOn.split('-').map(Number);
    return t(`periodNames.${period}`, { year, month, quarter: Math.ceil((month ?? 1) / 3) });
  };
}
