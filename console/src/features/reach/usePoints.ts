import { useTranslation } from 'react-i18next';

/** A difference of proportions as percentage points with its sign: 0.041 is "+4.1 points". */
export function usePoints(): (difference: number) => string {
  const { t, i18n } = useTranslation('reach');
  return (difference) => t('points', { value: pointsText(difference, i18n.language) });
}

export function pointsText(difference: number, language: string): string {
  const points = difference * 100;
  const digits = Math.abs(points) >= 1 || points === 0 ? 1 : 2;
  return new Intl.NumberFormat(language, { maximumFractionDigits: digits, signDisplay: 'exceptZero' }).format(points);
}
