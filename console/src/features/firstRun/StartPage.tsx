import { useTranslation } from 'react-i18next';
import { Page } from '@/page/Page';
import Guide from './Guide';

/** The guide on a page of its own, for coming back to. */
export default function StartPage() {
  const { t } = useTranslation('firstRun');
  return (
    <Page title={t('title')} purpose={t('titlePurpose')}>
      <Guide />
    </Page>
  );
}
