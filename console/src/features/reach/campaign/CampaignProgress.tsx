import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '@/format/useFormat';
import { Figure } from '@/page/Figure';
import { Time } from '@/page/Time';
import { isMoving, progressOf } from '../campaigns/campaignState';
import { useSegmentName } from '../useSegmentName';
import type { Campaign, Learnt, Result } from '../types';

const shown: readonly Learnt[] = ['sent', 'delivered', 'opened', 'clicked', 'unsubscribed'];

/** How far it has come, and what was learnt so far; each figure leads to its people. */
export function CampaignProgress({ campaign, result }: { campaign: Campaign; result: Result | undefined }) {
  const { t } = useTranslation('reach');
  const format = useFormat();
  const segmentName = useSegmentName();
  const progress = progressOf(campaign, result?.counts);
  const moving = isMoving(campaign.state) || campaign.state === 'paused';
  const arms = Object.entries(result?.counts ?? {}).filter(([name]) => name !== 'holdout');
  const reached = (what: Learnt) => arms.reduce((sum, [, arm]) => sum + (arm.reached[what] ?? 0), 0);
  const sent = reached('sent');
  const words = { done: format.number(progress.people - progress.waiting), all: format.number(progress.people) };

  return (
    <section className="panel campaign-head" aria-label={t('progress')}>
      <p className="muted campaign-story">
        {campaign.state === 'scheduled' ? (
          <>
            {t('startsAt')} <Time value={campaign.starts_at} />
          </>
        ) : (
          <>
            {t('startedAt')} <Time value={campaign.started_at} />
            {campaign.finished_at && (
              <>
                {' · '}
                {t('finishedAt')} <Time value={campaign.finished_at} />
              </>
            )}
          </>
        )}
        {' · '}
        {t('toSegment')} <Link to={`/segments/${campaign.segment_id}`}>{segmentName(campaign.segment_id)}</Link>
        {campaign.started_at && <> {t('peopleCount', { count: campaign.audience_count, shown: format.number(campaign.audience_count) })}</>}
      </p>
      {moving && campaign.state !== 'scheduled' && (
        <div className="campaign-progress" aria-live="polite">
          <Progress percent={Math.floor(progress.percent)} status={campaign.state === 'paused' ? 'exception' : 'active'} showInfo={false} aria-label={t('progress')} />
          <span className="figures">{t(campaign.state === 'preparing' ? 'preparingCount' : 'handedCount', words)}</span>
        </div>
      )}
      {campaign.started_at && (
        <ul className="campaign-figures">
          {shown.map((what) => (
            <li key={what}>
              <span className="muted">{t(`learnt.${what}`)}</span>
              <Link to={`/campaigns/${campaign.id}?tab=people&learnt=${what}`} className="campaign-figure">
                <Figure value={result && reached(what)} definition={t(`learntMeans.${what}`)} />
              </Link>
              <small className="muted figures">{what !== 'sent' && sent > 0 ? t('ofSent', { share: format.percent(reached(what) / sent) }) : t('ofAudience', { share: share(progress.people, sent) })}</small>
            </li>
          ))}
        </ul>
      )}
    </section>
  );

  function share(whole: number, part: number): string {
    return whole > 0 ? format.percent(part / whole) : format.percent(0);
  }
}
