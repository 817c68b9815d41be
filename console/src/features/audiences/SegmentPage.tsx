import { useQuery } from '@tanstack/react-query';
import { Breadcrumb, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ErrorState } from '@/page/ErrorState';
import { Page } from '@/page/Page';
import { PageSkeleton } from '@/page/PageSkeleton';
import { useAddress } from '@/page/useAddress';
import type { Segment } from './audienceTypes';
import { Compare } from './compare/Compare';
import { ExplainTab } from './ExplainTab';
import { JsonTab } from './JsonTab';
import { MembersTab } from './MembersTab';
import { SegmentHead } from './SegmentHead';
import { SegmentOverview } from './SegmentOverview';
import { SnapshotsTab } from './SnapshotsTab';
import { VersionsTab } from './VersionsTab';
import { segmentQuery } from './segmentQueries';
import './audiences.css';

export default function SegmentPage() {
  const { t } = useTranslation('audiences');
  const { segmentId = '' } = useParams();
  const segment = useQuery(segmentQuery(segmentId));
  const name = segment.data?.name ?? '';
  return (
    <Page crumbs={<Breadcrumb items={[{ title: <Link to="/segments">{t('title')}</Link> }, { title: name || segmentId }]} />} tabTitle={name || t('title')}>
      {segment.data ? (
        <Found key={segmentId} segment={segment.data} />
      ) : (
        <div className="panel">{segment.error ? <ErrorState error={segment.error} onRetry={() => void segment.refetch()} /> : <PageSkeleton />}</div>
      )}
    </Page>
  );
}

function Found({ segment }: { segment: Segment }) {
  const { t } = useTranslation('audiences');
  const { search, change } = useAddress();
  const tabs = [
    { key: 'overview', children: <SegmentOverview segment={segment} /> },
    { key: 'people', children: <MembersTab segment={segment} /> },
    { key: 'compare', children: <CompareTab segment={segment} /> },
    { key: 'explain', children: <ExplainTab segment={segment} /> },
    { key: 'versions', children: <VersionsTab segment={segment} /> },
    { key: 'snapshots', children: <SnapshotsTab segment={segment} /> },
    { key: 'json', children: <JsonTab segment={segment} /> },
  ].map((tab) => ({ ...tab, label: t(`tabs.${tab.key}`) }));
  return (
    <>
      <SegmentHead segment={segment} />
      <Tabs
        items={tabs}
        activeKey={search.get('tab') ?? 'overview'}
        destroyOnHidden
        onChange={(tab) => change({ tab: tab === 'overview' ? null : tab, cursor: null, person: null, snapshot: null }, { replace: true })}
      />
    </>
  );
}

/** The segment against others, which the address names. */
function CompareTab({ segment }: { segment: Segment }) {
  const { search, change } = useAddress();
  const others = (search.get('with') ?? '').split(',').filter((id) => id && id !== segment.id);
  return <Compare chosen={[segment.id, ...others]} fixed={segment.id} onChoose={(ids) => change({ with: ids.filter((id) => id !== segment.id).join(',') || null }, { replace: true })} />;
}
