import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { Time } from '@/page/Time';
import { Tone, type ToneName } from '@/page/Tone';
import { useEventLabel } from '@/page/useEventLabel';
import type { Campaign, Conversion, Interval } from '../types';
import { usePoints } from '../usePoints';
import { ConversionRows } from './ConversionRows';
import { placeOf, verdictOf, type Verdict } from './verdict';

const tones: Record<Verdict['kind'], ToneName> = { works: 'good', harms: 'bad', unclear: 'warn', noHoldout: 'idle', noPeople: 'idle' };

/** Whether the campaign changed what people did, in words an operator would use, with the figures behind them. */
export function ConversionPanel({ campaign, conversion }: { campaign: Campaign; conversion: Conversion | null }) {
  const { t } = useTranslation('reach');
  const eventLabel = useEventLabel();
  if (!conversion) {
    return (
      <section className="panel campaign-panel">
        <h2>{t('effect')}</h2>
        <p className="muted">{t(campaign.goal ? 'effectLater' : 'noGoalText')}</p>
      </section>
    );
  }
  const verdict = verdictOf(conversion);
  return (
    <section className="panel campaign-panel">
      <header className="campaign-panel-head">
        <h2>{t('effect')}</h2>
        <Tone tone={tones[verdict.kind]}>{t(`verdict.${verdict.kind}`)}</Tone>
        <span className="muted">
          {t('goalLine', { event: eventLabel(conversion.event, 'track') })} · {t(conversion.complete ? 'countedUntil' : 'countingUntil')} <Time value={conversion.until} />
        </span>
      </header>
      <Told verdict={verdict} conversion={conversion} />
      <ConversionRows conversion={conversion} />
    </section>
  );
}

function Told({ verdict, conversion }: { verdict: Verdict; conversion: Conversion }) {
  const { t } = useTranslation('reach');
  const format = useFormat();
  const points = usePoints();
  if (!('difference' in verdict)) return <p className="campaign-verdict">{t(`told.${verdict.kind}`)}</p>;
  const { rate, base, difference, extra, kind } = verdict;
  const words = {
    rate: format.percent(rate),
    base: format.percent(base),
    points: points(Math.abs(difference.value)),
    low: points(difference.low),
    high: points(difference.high),
    extra: format.number(Math.abs(extra.value)),
    extraLow: format.number(Math.abs(kind === 'harms' ? extra.high : extra.low)),
    extraHigh: format.number(Math.abs(kind === 'harms' ? extra.low : extra.high)),
    need: conversion.detectable_difference === null ? '' : points(conversion.detectable_difference),
  };
  return (
    <>
      <p className="campaign-verdict">{t(`told.${kind}`, words)}</p>
      <LiftLine interval={difference} tone={tones[kind]} label={t('liftLine', words)} />
      {kind === 'unclear' && <p className="muted">{words.need ? t('told.need', words) : t('told.tooFew')}</p>}
      {!conversion.complete && <p className="muted">{t('told.stillCounting')}</p>}
    </>
  );
}

/** The interval of an effect on a line with "no effect" in its middle. */
function LiftLine({ interval, tone, label }: { interval: Interval; tone: ToneName; label: string }) {
  const { t } = useTranslation('reach');
  const points = usePoints();
  const place = placeOf(interval);
  return (
    <div className="lift" role="img" aria-label={label}>
      <div className="lift-track" style={{ '--tone': `var(--tone-${tone})` } as object}>
        <span className="lift-zero" />
        <span className="lift-range" style={{ insetInlineStart: `${place.low}%`, width: `${place.high - place.low}%` }} />
        <span className="lift-value" style={{ insetInlineStart: `${place.value}%` }} />
      </div>
      <div className="lift-ends figures muted" aria-hidden>
        <span style={{ insetInlineStart: `${place.low}%` }}>{points(interval.low)}</span>
        <span style={{ insetInlineStart: '50%' }}>{t('noEffect')}</span>
        <span style={{ insetInlineStart: `${place.high}%` }}>{points(interval.high)}</span>
      </div>
    </div>
  );
}
