import { useTranslation } from 'react-i18next';
import { CardLine, LinkCards } from '@/page/LinkCards';
import { Time } from '@/page/Time';
import { useSegmentName } from '../useSegmentName';
import type { Campaign, Figures } from '../types';
import { CampaignState } from './CampaignState';
import { campaignPath } from './campaignPath';
import { FigureOf } from './FigureOf';

const shown = ['sent', 'opened', 'clicked', 'converted'] as const;

/** The same list for a narrow screen. */
export function CampaignCards({ campaigns, figures }: { campaigns: readonly Campaign[]; figures: ReadonlyMap<string, Figures> }) {
  const { t } = useTranslation('reach');
  const segmentName = useSegmentName();
  return (
    <LinkCards rows={campaigns} pathOf={campaignPath}>
      {(campaign) => (
        <>
          <CardLine>
            <strong className="ellipsis">{campaign.name}</strong>
            <CampaignState state={campaign.state} />
          </CardLine>
          <CardLine muted>
            <span className="ellipsis">{segmentName(campaign.segment_id)}</span>
            {campaign.started_at && <Time value={campaign.started_at} />}
          </CardLine>
          {campaign.started_at && (
            <span className="reach-card-figures">
              {shown.map((key) => (
                <span key={key}>
                  <small className="muted">{t(`columns.${key}`)}</small>
                  <FigureOf campaign={campaign} figures={figures.get(campaign.id)} show={key} of={key === 'sent' ? null : 'sent'} />
                </span>
              ))}
            </span>
          )}
        </>
      )}
    </LinkCards>
  );
}
