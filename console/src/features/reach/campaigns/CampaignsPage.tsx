import { NotificationOutlined, PlusOutlined, SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useNode } from '@/app/node';
import { useMay } from '@/app/session';
import { CursorPager } from '@/page/CursorPager';
import { EmptyState } from '@/page/EmptyState';
import { ErrorState } from '@/page/ErrorState';
import { Page } from '@/page/Page';
import { PageSkeleton } from '@/page/PageSkeleton';
import { useNarrow } from '@/page/useNarrow';
import { usePaging } from '@/page/usePaging';
import { SearchBox } from '../SearchBox';
import { CampaignCards } from './CampaignCards';
import { campaignsQuery, figuresQuery } from './campaignQueries';
import { campaignStates, isMoving } from './campaignState';
import { CampaignTable } from './CampaignTable';
import '../reach.css';

export default function CampaignsPage() {
  const { t } = useTranslation('reach');
  const narrow = useNarrow();
  const mayManage = useMay('messaging.manage');
  const node = useNode();
  const { search, cursor, limit, filterBy, pager } = usePaging();
  const words = search.get('search') ?? '';
  const state = campaignStates.find((each) => each === search.get('state'));
  const segment = search.get('segment') ?? undefined;
  const campaigns = useQuery(campaignsQuery({ search: words || undefined, state, segment_id: segment, node_id: node, cursor, limit }));
  const items = campaigns.data?.items ?? [];
  const begun = items.filter((each) => each.started_at).map((each) => each.id);
  const figures = useQuery(figuresQuery(begun, items.some((each) => isMoving(each.state))));
  const byId = new Map(figures.data?.items.map((each) => [each.campaign_id, each]));
  const filtered = Boolean(words || state || segment);

  const clear = () => filterBy({ search: null, state: null, segment: null });
  const create = mayManage && (
    <Link to="/campaigns/new">
      <Button type="primary" icon={<PlusOutlined />}>
        {t('newCampaign')}
      </Button>
    </Link>
  );

  return (
    <Page title={t('campaigns')} purpose={t('campaignsPurpose')} actions={create}>
      <div className="filter-bar">
        <SearchBox key={words} value={words} hint={t('searchCampaigns')} onSearch={(value) => filterBy({ search: value })} />
        <Select
          className="reach-filter"
          aria-label={t('columns.state')}
          value={state ?? ''}
          onChange={(value) => filterBy({ state: value })}
          options={[{ value: '', label: t('anyState') }, ...campaignStates.map((value) => ({ value, label: t(`states.${value}`) }))]}
        />
        {filtered && (
          <Button type="link" onClick={clear}>
            {t('clearFilter')}
          </Button>
        )}
      </div>
      <div className="panel">{content()}</div>
    </Page>
  );

  function content() {
    if (campaigns.error && !campaigns.data) return <ErrorState error={campaigns.error} onRetry={() => void campaigns.refetch()} />;
    if (!campaigns.data) return <PageSkeleton rows={10} />;
    if (items.length === 0 && filtered) {
      return <EmptyState icon={<SearchOutlined />} title={t('noCampaignFound')} text={t('noCampaignFoundText')} actions={<Button onClick={clear}>{t('clearFilter')}</Button>} />;
    }
    if (items.length === 0) return <EmptyState icon={<NotificationOutlined />} title={t('noCampaigns')} text={t('noCampaignsText')} actions={create} />;
    return (
      <>
        {narrow ? <CampaignCards campaigns={items} figures={byId} /> : <CampaignTable campaigns={items} figures={byId} stale={campaigns.isPlaceholderData} />}
        {figures.error && <p className="reach-note muted">{t('figuresMissing')}</p>}
        <CursorPager {...pager} nextCursor={campaigns.data.next_cursor} />
      </>
    );
  }
}
