import { InputNumber } from 'antd';
import { useMaybeMe } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import type { Metric } from '../overviewTypes';

interface TargetInputProps {
  id?: string;
  metric: Metric;
  /** Of revenue in minor units. */
  value?: number | null;
  onChange?: (value: number | null) => void;
}

const targetMax = 10 ** 13;

/** A target as it is said: revenue in the currency, the rest as counts. */
export function TargetInput({ id, metric, value, onChange }: TargetInputProps) {
  const currency = useMaybeMe()?.currency;
  const { minorUnits } = useFormat();
  return (
    <InputNumber<number>
      id={id}
      className="goal-input figures"
      min={1}
      max={targetMax}
      precision={0}
      step={100}
      suffix={metric === 'revenue' ? currency : undefined}
      formatter={(shown) => String(shown ?? '').replace(/\B(?=(\d{3})+(?!\d))/g, ',')}
      parser={(typed) => Number((typed ?? '').replaceAll(',', ''))}
      value={value == null ? null : targetUnits(metric, value, minorUnits)}
      onChange={(units) => onChange?.(units === null ? null : targetMinor(metric, units, minorUnits))}
    />
  );
}

export function targetUnits(metric: Metric, value: number, minorUnits: number): number {
  return metric === 'revenue' ? value / minorUnits : value;
}

export function targetMinor(metric: Metric, units: number, minorUnits: number): number {
  return Math.round(metric === 'revenue' ? units * minorUnits : units);
}
