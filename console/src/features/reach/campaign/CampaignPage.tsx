import { useQuery } from '@tanstack/react-query';
import { Alert, Breadcrumb, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useParams } from 'react-router';
import { ErrorState } from '@/page/ErrorState';
import { Loaded } from '@/page/Loaded';
import { Page } from '@/page/Page';
import { PageSkeleton } from '@/page/PageSkeleton';
import { useAddress } from '@/page/useAddress';
import { campaignQuery, resultQuery } from '../campaigns/campaignQueries';
import { isMoving } from '../campaigns/campaignState';
import { CampaignState } from '../campaigns/CampaignState';
import type { Campaign } from '../types';
import { CampaignActions } from './CampaignActions';
import { CampaignPlan } from './CampaignPlan';
import { CampaignProgress } from './CampaignProgress';
import { CampaignResult } from './CampaignResult';
import { DeliveriesPanel } from './DeliveriesPanel';
import '../reach.css';
import './campaign.css';

export default function CampaignPage() {
  const { t } = useTranslation('reach');
  const { campaignId = '' } = useParams();
  const campaign = useQuery(campaignQuery(campaignId));
  const found = campaign.data;
  // What has not begun has nothing to watch.
  if (found?.state === 'draft') return <Navigate to={`/campaigns/${campaignId}/edit`} replace />;
  const crumbs = <Breadcrumb items={[{ title: <Link to="/campaigns">{t('campaigns')}</Link> }, { title: found?.name ?? campaignId }]} />;
  if (!found) {
    return (
      <Page crumbs={crumbs} tabTitle={t('campaigns')}>
        <div className="panel">{campaign.error ? <ErrorState error={campaign.error} onRetry={() => void campaign.refetch()} /> : <PageSkeleton />}</div>
      </Page>
    );
  }
  return (
    <Page
      crumbs={crumbs}
      tabTitle={found.name}
      title={
        <>
          {found.name} <CampaignState state={found.state} />
        </>
      }
      actions={<CampaignActions campaign={found} />}
    >
      <Watched key={found.id} campaign={found} />
    </Page>
  );
}

function Watched({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('reach');
  const { search, change } = useAddress();
  const result = useQuery(resultQuery(campaign.id, isMoving(campaign.state)));
  const tabs = [
    { key: 'result', label: t('tabs.result'), children: <Loaded query={result}>{(data) => <CampaignResult campaign={campaign} result={data} />}</Loaded> },
    { key: 'people', label: t('tabs.people'), children: <DeliveriesPanel campaign={campaign} /> },
    { key: 'plan', label: t('tabs.plan'), children: <CampaignPlan campaign={campaign} /> },
  ];
  return (
    <>
      {campaign.state === 'paused' && <Alert className="reach-alert" type="warning" showIcon title={t('pausedTitle')} description={t('pausedText')} />}
      <CampaignProgress campaign={campaign} result={result.data} />
      <Tabs
        items={tabs}
        activeKey={search.get('tab') ?? 'result'}
        destroyOnHidden
        onChange={(tab) => change({ tab: tab === 'result' ? null : tab, state: null, learnt: null, reason: null, variant: null, cursor: null, export: null }, { replace: true })}
      />
    </>
  );
}
