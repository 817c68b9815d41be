import { ImportOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useNode } from '@/app/node';
import { useMay } from '@/app/session';
import { CursorPager, pageSizes } from '@/page/CursorPager';
import { EmptyState } from '@/page/EmptyState';
import { ErrorState } from '@/page/ErrorState';
import { Page } from '@/page/Page';
import { PageSkeleton } from '@/page/PageSkeleton';
import { useAddress } from '@/page/useAddress';
import { useNarrow } from '@/page/useNarrow';
import { ImportCards } from './ImportCards';
import { importKinds } from './kinds';
import { ImportsTable } from './ImportsTable';
import { importsQuery } from './importsQueries';
import './imports.css';

export default function ImportsPage() {
  const { t } = useTranslation('imports');
  const narrow = useNarrow();
  const navigate = useNavigate();
  const mayManage = useMay('imports.manage');
  const { search, change } = useAddress();
  const [trail, setTrail] = useState<(string | null)[]>([]);
  const kind = importKinds.find((each) => each === search.get('kind'));
  const cursor = search.get('cursor');
  const limit = pageSizes.find((size) => String(size) === search.get('limit')) ?? 20;
  const found = useQuery(importsQuery({ kind, node_id: useNode(), cursor: cursor ?? undefined, limit }));

  const filterBy = (changes: Record<string, string | null>) => {
    setTrail([]);
    change({ ...changes, cursor: null });
  };
  const add = (
    <Link to="/imports/new">
      <Button type="primary" icon={<PlusOutlined />} tabIndex={-1}>
        {t('add')}
      </Button>
    </Link>
  );

  return (
    <Page title={t('title')} purpose={t('titlePurpose')} actions={mayManage && add}>
      <div className="filter-bar">
        <Select
          className="imports-kind-filter"
          aria-label={t('columns.kind')}
          value={kind ?? ''}
          onChange={(value) => filterBy({ kind: value })}
          options={[{ value: '', label: t('anyKind') }, ...importKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))]}
        />
      </div>
      <div className="panel">{content()}</div>
    </Page>
  );

  function content() {
    if (found.error && !found.data) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
    if (!found.data) return <PageSkeleton rows={8} />;
    const { items, next_cursor } = found.data;
    if (items.length === 0) {
      return (
        <EmptyState
          icon={<ImportOutlined />}
          title={t(kind ? 'noneOfKindTitle' : 'emptyTitle')}
          text={t('emptyText')}
          actions={mayManage && <Button type="primary" onClick={() => void navigate('/imports/new')}>{t('add')}</Button>}
        />
      );
    }
    return (
      <>
        {narrow ? <ImportCards imports={items} /> : <ImportsTable imports={items} stale={found.isPlaceholderData} />}
        <CursorPager
          cursor={cursor}
          nextCursor={next_cursor}
          pageSize={limit}
          trail={trail}
          onMove={(next, nextTrail) => {
            setTrail(nextTrail);
            change({ cursor: next });
          }}
          onPageSize={(size) => filterBy({ limit: String(size) })}
        />
      </>
    );
  }
}
