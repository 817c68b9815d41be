import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { inLanguage } from '@/format/inLanguage';
import { useFormat } from '@/format/useFormat';
import { Facts } from '@/page/Facts';
import { SideBlockRow } from '@/page/SideBlock';
import { Time, useNow } from '@/page/Time';
import { lastMoment } from '../lastMoment';
import type { MemberCard } from '../memberTypes';
import { endingSoon, growthShare } from './cardSums';

/** Points, growth and what ends soon; in rows beside the person, in two columns where there is room. */
export function CardFacts({ card, wide = false }: { card: MemberCard; wide?: boolean }) {
  const { t, i18n } = useTranslation('members');
  const format = useFormat();
  const now = useNow();
  const { member, next_tier, tier, expiring } = card;
  const { points } = member;
  const soon = endingSoon(expiring, now);
  const benefits = tier.benefits.map((benefit) => inLanguage(benefit.title, i18n.language) ?? benefit.key).join(t('listComma'));
  const facts = [
    { label: t('points.available'), value: <strong>{format.number(points.available)}</strong> },
    ...(points.pending || wide ? [{ label: t('points.pending'), value: format.number(points.pending) }] : []),
    ...(points.locked ? [{ label: t('points.locked'), value: format.number(points.locked) }] : []),
    ...(points.debt ? [{ label: t('points.debt'), value: <span className="members-bad">{format.number(points.debt)}</span> }] : []),
    ...(soon ? [{ label: t('card.soon'), value: <span>{format.number(soon.points)} · <Time value={lastMoment(soon.first)} /></span> }] : []),
    { label: t('growth'), value: format.number(member.growth) },
    ...(member.tier_until ? [{ label: t('list.columns.until'), value: <Time value={lastMoment(member.tier_until)} /> }] : []),
    ...(benefits && wide ? [{ label: t('card.benefits'), value: benefits }] : []),
  ];
  const share = growthShare(card);
  return (
    <>
      {next_tier && share !== null && (
        <div className="members-next">
          <Progress percent={share} showInfo={false} size="small" aria-label={t('card.progress')} />
          <span className="muted figures">{t('card.next', { growth: format.number(next_tier.growth_missing), tier: inLanguage(next_tier.title, i18n.language) ?? next_tier.key })}</span>
        </div>
      )}
      {wide ? (
        <Facts facts={facts} />
      ) : (
        <dl>
          {facts.map((fact) => (
            <SideBlockRow key={fact.label} label={fact.label}>
              {fact.value}
            </SideBlockRow>
          ))}
        </dl>
      )}
    </>
  );
}
