import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { plainValue } from '@/format/value';
import type { Campaign, Figures } from '../types';

interface FigureOfProps {
  campaign: Campaign;
  figures: Figures | undefined;
  show: 'sent' | 'opened' | 'clicked' | 'converted';
  /** Of what the share is told; none for null. */
  of: 'sent' | 'delivered' | null;
}

/** A number of people and its share of those sent to. */
export function FigureOf({ campaign, figures, show, of }: FigureOfProps) {
  const { t } = useTranslation('reach');
  const format = useFormat();
  const value = figures?.[show];
  if (value === null && campaign.started_at) {
    return (
      <Tooltip title={t('noGoalSet')}>
        <span className="muted">{plainValue(null)}</span>
      </Tooltip>
    );
  }
  if (figures === undefined || value === undefined || value === null) return <span className="muted">{plainValue(null)}</span>;
  const whole = of && figures[of];
  return (
    <Tooltip title={t(`definitions.${show}`, { count: format.number(value) })}>
      <span className="figures reach-figure">
        {format.short(value)}
        {whole ? <small className="muted">{format.percent(value / whole)}</small> : null}
      </span>
    </Tooltip>
  );
}
