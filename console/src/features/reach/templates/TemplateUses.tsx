import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Loaded } from '@/page/Loaded';
import { Time } from '@/page/Time';
import { CampaignState } from '../campaigns/CampaignState';
import { campaignPath } from '../campaigns/campaignPath';
import { templateUsesQuery } from './templateQueries';

/** The campaigns that say a template. */
export function TemplateUses({ templateId }: { templateId: string }) {
  const { t } = useTranslation('reach');
  const uses = useQuery(templateUsesQuery(templateId));
  return (
    <section className="panel compose-panel">
      <h2>{t('usedIn')}</h2>
      <Loaded query={uses} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{t('usedNowhere')}</p>
          ) : (
            <ul className="uses">
              {items.map((use) => (
                <li key={use.id}>
                  <Link to={campaignPath(use)} className="ellipsis">
                    {use.name}
                  </Link>
                  <CampaignState state={use.state} />
                  {use.started_at && (
                    <span className="muted">
                      <Time value={use.started_at} />
                    </span>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}
