import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '@/format/useFormat';
import { plainValue } from '@/format/value';
import { useMay } from '@/app/session';
import { Facts } from '@/page/Facts';
import { Time } from '@/page/Time';
import { useEventLabel } from '@/page/useEventLabel';
import { accountsQuery } from '../channels/channelQueries';
import { sharesOf } from '../compose/draft';
import { templateQuery } from '../templates/templateQueries';
import type { Campaign } from '../types';
import { useSegmentName } from '../useSegmentName';

/** What was decided when it was written. */
export function CampaignPlan({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('reach');
  const format = useFormat();
  const segmentName = useSegmentName();
  const eventLabel = useEventLabel();
  const mayChannels = useMay('channels.read');
  const account = useQuery({ ...accountsQuery, enabled: mayChannels }).data?.items.find((each) => each.id === campaign.account_id);
  const shares = sharesOf(campaign.variants.map((each) => each.weight ?? 1));
  const { goal, quiet, caps, per_minute: perMinute } = campaign;
  const facts = [
    { label: t('plan.segment'), value: <Link to={`/segments/${campaign.segment_id}`}>{segmentName(campaign.segment_id)}</Link> },
    { label: t('plan.account'), value: <Link to={`/channels?account=${campaign.account_id}`}>{account?.name ?? campaign.account_id}</Link> },
    { label: t('plan.holdout'), value: format.percent(campaign.holdout_percent / 100) },
    { label: t('plan.consent'), value: t(campaign.consent_default ? 'plan.consentLoose' : 'plan.consentStrict') },
    { label: t('plan.goal'), value: goal ? t('plan.goalValue', { event: eventLabel(goal.event, 'track'), days: goal.days }) : plainValue(null) },
    { label: t('plan.starts'), value: campaign.starts_at ? <Time value={campaign.starts_at} /> : t('plan.now') },
    { label: t('plan.ends'), value: campaign.ends_at ? <Time value={campaign.ends_at} /> : t('plan.never') },
    { label: t('plan.quiet'), value: quiet ? `${quiet.start} – ${quiet.end}` : t('plan.noQuiet') },
    { label: t('plan.caps'), value: caps.length > 0 ? caps.map((cap) => t(`plan.cap_${cap.scope ?? 'channel'}`, { count: cap.count, days: cap.days })).join(' · ') : t('plan.noCaps') },
    { label: t('plan.rate'), value: perMinute ? t('plan.rateValue', { count: perMinute, shown: format.number(perMinute) }) : t('plan.noRate') },
  ];
  return (
    <section className="panel campaign-panel">
      <Facts facts={facts} />
      <h2>{t('plan.versions')}</h2>
      <ul className="plan-variants">
        {campaign.variants.map((variant, index) => (
          <PlannedVariant key={variant.name} name={variant.name ?? ''} templateId={variant.template_id} share={shares[index] ?? 0} />
        ))}
      </ul>
    </section>
  );
}

function PlannedVariant({ name, templateId, share }: { name: string; templateId: string; share: number }) {
  const { t } = useTranslation('reach');
  const format = useFormat();
  const template = useQuery({ ...templateQuery(templateId), retry: false });
  return (
    <li>
      <strong>{name}</strong>
      <span className="muted figures">{format.percent(share / 100)}</span>
      {template.data ? <Link to={`/templates/${templateId}`}>{template.data.name}</Link> : <span className="muted">{template.error ? t('templateGone') : templateId}</span>}
    </li>
  );
}
