import { NotificationOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useNode } from '@/app/node';
import { useMay } from '@/app/session';
import { EmptyState } from '@/page/EmptyState';
import { ListFrame } from '@/page/ListFrame';
import { Page } from '@/page/Page';
import { useNarrow } from '@/page/useNarrow';
import { usePaging } from '@/page/usePaging';
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
  const create = mayManage && (
    <Link to="/campaigns/new">
      <Button type="primary" icon={<PlusOutlined />}>
        {t('newCampaign')}
      </Button>
    </Link>
  );

  return (
    <Page title={t('campaigns')} purpose={t('campaignsPurpose')} actions={create}>
      <ListFrame
        query={campaigns}
        pager={pager}
        search={{ value: words, hint: t('searchCampaigns'), onSearch: (value) => filterBy({ search: value }) }}
        filters={
          <Select
            className="list-filter"
            aria-label={t('columns.state')}
            value={state ?? ''}
            onChange={(value) => filterBy({ state: value })}
            options={[{ value: '', label: t('anyState') }, ...campaignStates.map((value) => ({ value, label: t(`states.${value}`) }))]}
          />
        }
        filtered={Boolean(words || state || segment)}
        onClear={() => filterBy({ search: null, state: null, segment: null })}
        noneFound={{ title: t('noCampaignFound'), text: t('noCampaignFoundText') }}
        empty={<EmptyState icon={<NotificationOutlined />} title={t('noCampaigns')} text={t('noCampaignsText')} actions={create} />}
      >
        {(found) => (
          <>
            {narrow ? <CampaignCards campaigns={found} figures={byId} /> : <CampaignTable campaigns={found} figures={byId} />}
            {figures.error && <p className="reach-note muted">{t('figuresMissing')}</p>}
          </>
        )}
      </ListFrame>
    </Page>
  );
}
