import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
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
    <ul className="reach-cards">
      {campaigns.map((campaign) => (
        <li key={campaign.id}>
          <Link to={campaignPath(campaign)} className="reach-card">
            <span className="reach-card-head">
              <strong className="ellipsis">{campaign.name}</strong>
              <CampaignState state={campaign.state} />
            </span>
            <span className="reach-card-head muted">
              <span className="ellipsis">{segmentName(campaign.segment_id)}</span>
              {campaign.started_at && <Time value={campaign.started_at} />}
            </span>
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
          </Link>
        </li>
      ))}
    </ul>
  );
}
