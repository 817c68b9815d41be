import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useFormat } from '@/format/useFormat';
import { plainValue } from '@/format/value';
import { ListTable } from '@/page/ListTable';
import { Time } from '@/page/Time';
import { useSegmentName } from '../useSegmentName';
import type { Campaign, Figures } from '../types';
import { CampaignState } from './CampaignState';
import { campaignPath } from './campaignPath';
import { FigureOf } from './FigureOf';

interface CampaignTableProps {
  campaigns: readonly Campaign[];
  figures: ReadonlyMap<string, Figures>;
}

export function CampaignTable({ campaigns, figures }: CampaignTableProps) {
  const { t } = useTranslation('reach');
  const navigate = useNavigate();
  const format = useFormat();
  const segmentName = useSegmentName();
  const count = (key: 'sent' | 'opened' | 'clicked' | 'converted', of: 'sent' | 'delivered' = 'sent') => ({
    title: t(`columns.${key}`),
    key,
    width: 112,
    align: 'right' as const,
    render: (_: unknown, campaign: Campaign) => <FigureOf campaign={campaign} figures={figures.get(campaign.id)} show={key} of={key === 'sent' ? null : of} />,
  });
  const columns: TableColumnsType<Campaign> = [
    {
      title: t('columns.campaign'),
      key: 'name',
      render: (_, campaign) => (
        <span className="reach-two-lines">
          <Link to={campaignPath(campaign)} className="reach-name ellipsis">
            {campaign.name}
          </Link>
          <span className="muted ellipsis">{segmentName(campaign.segment_id)}</span>
        </span>
      ),
    },
    { title: t('columns.state'), key: 'state', width: 108, render: (_, campaign) => <CampaignState state={campaign.state} /> },
    {
      title: t('columns.audience'),
      key: 'audience',
      width: 104,
      align: 'right',
      className: 'figures',
      render: (_, campaign) => (campaign.started_at ? <span title={format.number(campaign.audience_count)}>{format.short(campaign.audience_count)}</span> : plainValue(null)),
    },
    count('sent'),
    count('opened'),
    count('clicked'),
    count('converted'),
    {
      title: t('columns.when'),
      key: 'when',
      width: 128,
      render: (_, campaign) => <Time value={campaign.started_at ?? (campaign.state === 'scheduled' ? campaign.starts_at : null)} />,
    },
  ];
  return <ListTable rows={campaigns} columns={columns} widthMin={960} onOpen={(campaign) => void navigate(campaignPath(campaign))} />;
}
