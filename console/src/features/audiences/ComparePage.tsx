import { Breadcrumb } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Page } from '@/page/Page';
import { useAddress } from '@/page/useAddress';
import { Compare } from './compare/Compare';
import './audiences.css';

/** Any segments side by side. */
export default function ComparePage() {
  const { t } = useTranslation('audiences');
  const { search, change } = useAddress();
  const chosen = (search.get('segments') ?? '').split(',').filter(Boolean);
  return (
    <Page
      crumbs={<Breadcrumb items={[{ title: <Link to="/segments">{t('title')}</Link> }, { title: t('compare.title') }]} />}
      title={t('compare.title')}
      purpose={t('compare.purpose')}
    >
      <Compare chosen={chosen} onChoose={(ids) => change({ segments: ids.join(',') }, { replace: true })} />
    </Page>
  );
}
