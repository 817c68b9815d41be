import { useFormat } from '@/format/useFormat';
import type { Metric } from './overviewTypes';

/** How a figure of a metric reads: revenue as money, the rest as counts. */
export function useMetric() {
  const format = useFormat();
  return {
    short: (metric: Metric, value: number) => (metric === 'revenue' ? format.shortMoney(value) : format.short(value)),
    exact: (metric: Metric, value: number) => (metric === 'revenue' ? format.money(value) : format.number(value)),
  };
}
