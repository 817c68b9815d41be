import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { Sparkline } from '@/chart/Sparkline';
import { useFormat } from '@/format/useFormat';
import type { Segment, Trend } from './audienceTypes';

/** A month of a segment's size, with how much it changed. */
export function SegmentTrend({ segment, trend }: { segment: Segment; trend: Trend | undefined }) {
  const { t } = useTranslation('audiences');
  const format = useFormat();
  const sizes = trend?.sizes ?? [];
  const first = sizes[0];
  const last = sizes.at(-1);
  if (first === undefined || last === undefined || sizes.length < 2) return null;
  const words = t('trendOf', { name: segment.name, first: format.number(first), last: format.number(last) });
  return (
    <Tooltip title={words}>
      <span className="segment-trend">
        <Sparkline values={sizes} label={words} />
        <Change change={last - first} />
      </span>
    </Tooltip>
  );
}

export function Change({ change }: { change: number }) {
  const format = useFormat();
  if (change === 0) return null;
  return (
    <span className="figures muted segment-change">
      {change > 0 ? '▲' : '▼'} {format.short(Math.abs(change))}
    </span>
  );
}
