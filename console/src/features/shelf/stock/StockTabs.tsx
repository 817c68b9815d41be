import { useTranslation } from 'react-i18next';
import { SectionTabs } from '@/page/SectionTabs';

export function StockTabs() {
  const { t } = useTranslation('shelf');
  return (
    <SectionTabs
      sections={[
        { path: '/stock', label: t('stock.levels') },
        { path: '/stock/transfers', label: t('transfers.title') },
        { path: '/stock/counts', label: t('counts.title') },
      ]}
    />
  );
}
