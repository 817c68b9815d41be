import { CompassOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '@/page/EmptyState';
import { Page } from '@/page/Page';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Page title={t('notFound.title')}>
      <div className="panel">
        <EmptyState
          icon={<CompassOutlined />}
          title={t('notFound.heading')}
          text={t('notFound.text')}
          actions={<Link to="/">{t('notFound.home')}</Link>}
        />
      </div>
    </Page>
  );
}
