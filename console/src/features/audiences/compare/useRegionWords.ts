import { useTranslation } from 'react-i18next';

/** Who is meant by a region, in words: only in one, or in several and no other. */
export function useRegionWords(nameOf: (segmentId: string) => string): (inside: readonly string[]) => string {
  const { t } = useTranslation('audiences');
  return (inside) => {
    const names = inside.map(nameOf).join(t('say.comma'));
    return inside.length === 1 ? t('compare.only', { names }) : t('compare.both', { names });
  };
}
