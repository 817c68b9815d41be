import type { UseQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Facts } from '@/page/Facts';
import { useProblemText } from '@/page/useProblemText';
import type { Metric, Outlook, Period } from '../overviewTypes';
import { useMetric } from '../useMetric';

const stretch = 1.1;

interface OutlookNoteProps {
  metric: Metric;
  period: Period;
  /** The goal is for the period after this one, of which only this one's course can be said. */
  next: boolean;
  outlook: UseQueryResult<Outlook>;
  onTake: (target: number) => void;
}

/** What was, what is and what is to be expected, so that a target is more than a wish. */
export function OutlookNote({ metric, period, next, outlook, onTake }: OutlookNoteProps) {
  const { t } = useTranslation('overview');
  const problemText = useProblemText();
  const metricText = useMetric();
  const { data, error } = outlook;
  if (error) return <p className="muted goal-outlook">{problemText(error).sentence}</p>;
  if (!data) return <p className="muted goal-outlook">{t('goals.looking')}</p>;
  const base = data.forecast?.expected ?? (next ? data.actual : data.previous);
  const suggested = roundUp(base * stretch);
  return (
    <div className="goal-outlook">
      <Facts
        facts={[
          { label: t(`goals.previous.${period}`), value: metricText.exact(metric, data.previous) },
          { label: t(`goals.sofar.${period}`), value: metricText.exact(metric, data.actual) },
          {
            label: t('goals.forecast'),
            value: data.forecast
              ? t('goals.expected', {
                  expected: metricText.short(metric, data.forecast.expected),
                  low: metricText.short(metric, data.forecast.low),
                  high: metricText.short(metric, data.forecast.high),
                })
              : t('goals.noForecast'),
          },
        ]}
      />
      {suggested > 0 && (
        <Button size="small" onClick={() => onTake(suggested)}>
          {t('goals.take', { value: metricText.short(metric, suggested) })}
        </Button>
      )}
    </div>
  );
}

/** Two figures that count, the rest zeros: 61 300 becomes 62 000. */
function roundUp(value: number): number {
  if (value <= 0) return 0;
  const unit = 10 ** Math.max(Math.floor(Math.log10(value)) - 1, 0);
  return Math.ceil(value / unit) * unit;
}
