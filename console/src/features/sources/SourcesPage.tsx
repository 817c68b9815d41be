import { ApiOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNode } from '@/app/node';
import { useMay } from '@/app/session';
import { CursorPager } from '@/page/CursorPager';
import { EmptyState } from '@/page/EmptyState';
import { ErrorState } from '@/page/ErrorState';
import { Page } from '@/page/Page';
import { PageSkeleton } from '@/page/PageSkeleton';
import { usePaging } from '@/page/usePaging';
import { AddSource } from './AddSource';
import { SourceDrawer } from './SourceDrawer';
import { SourceList } from './SourceList';
import { activityQuery, sourcesQuery } from './sourcesQueries';
import './sources.css';

export default function SourcesPage() {
  const { t } = useTranslation('sources');
  const { search, change, limit, cursor, pager } = usePaging();
  const mayManage = useMay('organization.manage_sources');
  const mayTrack = useMay('tracking.read');
  const found = useQuery(sourcesQuery({ node_id: useNode(), cursor, limit }));
  const activity = useQuery({ ...activityQuery(), enabled: mayTrack }).data;
  const open = (id: string) => change({ source: id });
  const add = mayManage && <AddSource open={search.get('new') === '1'} onOpen={(next) => change({ new: next ? '1' : null })} onAdded={(id) => change({ new: null, source: id })} />;

  return (
    <Page title={t('title')} purpose={t('titlePurpose')} actions={add}>
      <div className="panel">{content()}</div>
      <SourceDrawer id={search.get('source')} sdk={search.get('sdk')} onSdk={(sdk) => change({ sdk }, { replace: true })} onClose={() => change({ source: null, sdk: null })} />
    </Page>
  );

  function content() {
    if (found.error && !found.data) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
    if (!found.data) return <PageSkeleton rows={6} />;
    const { items, next_cursor } = found.data;
    if (items.length === 0) {
      const connect = mayManage && <Button onClick={() => change({ new: '1' })}>{t('emptyConnect')}</Button>;
      return <EmptyState icon={<ApiOutlined />} title={t('emptyTitle')} text={t('emptyText')} actions={connect} />;
    }
    return (
      <>
        <SourceList sources={items} activity={activity} onOpen={open} />
        {(next_cursor || cursor) && <CursorPager {...pager} nextCursor={next_cursor} />}
      </>
    );
  }
}
