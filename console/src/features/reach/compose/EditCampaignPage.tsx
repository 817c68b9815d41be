import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { Navigate, useParams } from 'react-router';
import { Loaded } from '@/page/Loaded';
import { Page } from '@/page/Page';
import { useNamed } from '@/page/useNamed';
import { CampaignActions } from '../campaign/CampaignActions';
import { campaignQuery } from '../campaigns/campaignQueries';
import { CampaignState } from '../campaigns/CampaignState';
import type { Campaign } from '../types';
import { Compose } from './Compose';
import { ComposeCrumbs } from './ComposeCrumbs';
import { draftOf } from './draft';

export default function EditCampaignPage() {
  const { t } = useTranslation('reach');
  const { campaignId = '' } = useParams();
  const campaign = useQuery(campaignQuery(campaignId));
  if (!campaign.data) {
    return (
      <Page crumbs={<ComposeCrumbs name={campaignId} />} tabTitle={t('campaigns')}>
        <div className="panel">
          <Loaded query={campaign}>{() => null}</Loaded>
        </div>
      </Page>
    );
  }
  return <Editable key={campaignId} campaign={campaign.data} />;
}

function Editable({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('reach');
  const named = useNamed();
  if (campaign.state !== 'draft' && campaign.state !== 'scheduled') return <Navigate to={`/campaigns/${campaign.id}`} replace />;
  return (
    <Page
      crumbs={<ComposeCrumbs name={campaign.name} />}
      tabTitle={campaign.name}
      title={
        <>
          {campaign.name} <CampaignState state={campaign.state} />
        </>
      }
      actions={<CampaignActions campaign={campaign} editing />}
    >
      {campaign.problem && <Alert className="reach-alert" type="error" showIcon title={t('couldNotStart')} description={named('app:errors', campaign.problem)} />}
      <Compose campaign={campaign} initial={draftOf(campaign)} />
    </Page>
  );
}
