import { SearchOutlined, TeamOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '@/app/session';
import { EmptyState } from '@/page/EmptyState';

/** An empty list of people: nobody matches, or nobody is there yet. */
export function NobodyFound({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const { t } = useTranslation('people');
  const mayImport = useMay('imports.read');
  if (filtered) {
    return (
      <EmptyState
        icon={<SearchOutlined />}
        title={t('noneFoundTitle')}
        text={t('noneFoundText')}
        actions={<Button onClick={onClear}>{t('clearFilter')}</Button>}
      />
    );
  }
  return (
    <EmptyState
      icon={<TeamOutlined />}
      title={t('emptyTitle')}
      text={t('emptyText')}
      actions={
        mayImport && (
          <Link to="/imports/new">
            <Button type="primary">{t('importPeople')}</Button>
          </Link>
        )
      }
    />
  );
}
