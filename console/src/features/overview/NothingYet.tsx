import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { withWords } from '@/app/i18n';
import { PageSkeleton } from '@/page/PageSkeleton';

const Guide = lazy(withWords(['firstRun'], () => import('@/features/firstRun/Guide')));

/** Where there is nothing to look at yet: the way to the first of it. */
export function NothingYet() {
  const { t } = useTranslation('overview');
  return (
    <>
      <div className="overview-nothing">
        <h2 className="overview-title">{t('empty.title')}</h2>
        <p className="muted">{t('empty.text')}</p>
      </div>
      <Suspense fallback={<PageSkeleton />}>
        <Guide />
      </Suspense>
    </>
  );
}
