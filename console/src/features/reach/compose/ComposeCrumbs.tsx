import { Breadcrumb } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

export function ComposeCrumbs({ name }: { name: string }) {
  const { t } = useTranslation('reach');
  return <Breadcrumb items={[{ title: <Link to="/campaigns">{t('campaigns')}</Link> }, { title: name }]} />;
}
