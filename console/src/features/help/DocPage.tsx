import { ArrowLeftOutlined, FileSearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { helpPath } from '@/app/help/HelpButton';
import { EmptyState } from '@/page/EmptyState';
import { ErrorState } from '@/page/ErrorState';
import { Page } from '@/page/Page';
import { PageSkeleton } from '@/page/PageSkeleton';
import { loadDoc } from './docs';
import { Markdown } from './Markdown';
import './doc.css';

/** A page of `docs/`, carried by the console itself: it is there without the internet, and of the same version. */
export default function DocPage() {
  const { t, i18n } = useTranslation('help');
  const path = useParams()['*'] || 'README';
  const doc = useQuery({ queryKey: ['docs', path, i18n.language], queryFn: async () => (await loadDoc(path, i18n.language)) ?? null, staleTime: Infinity });
  const heading = /^# (.*)$/m.exec(doc.data ?? '')?.[1];
  return (
    <Page
      tabTitle={heading ?? t('title')}
      crumbs={
        <Link to={helpPath}>
          <ArrowLeftOutlined /> {t('title')}
        </Link>
      }
    >
      <div className="panel doc-panel">{content()}</div>
    </Page>
  );

  function content() {
    if (doc.error) return <ErrorState error={doc.error} onRetry={() => void doc.refetch()} />;
    if (doc.data === undefined) return <PageSkeleton rows={12} />;
    if (doc.data === null) return <EmptyState icon={<FileSearchOutlined />} title={t('docMissing')} text={path} actions={<Link to={helpPath}>{t('title')}</Link>} />;
    return <Markdown source={doc.data} path={path} />;
  }
}
