import { InputNumber } from 'antd';
import { useFormat } from '@/format/useFormat';
import './moneyField.css';

interface MoneyFieldProps {
  label: string;
  /** Minor units (fen), or nothing. */
  value: number | null;
  onChange: (minor: number | null) => void;
  min?: number;
  max?: number;
  placeholder?: string;
}

/** An amount, typed in units of the currency and kept in minor ones. */
export function MoneyField({ label, value, onChange, min = 0, max, placeholder }: MoneyFieldProps) {
  const { minorUnits, currencySign } = useFormat();
  return (
    <InputNumber
      className="money-field"
      aria-label={label}
      prefix={currencySign}
      placeholder={placeholder}
      min={min / minorUnits}
      max={max === undefined ? undefined : max / minorUnits}
      precision={Math.round(Math.log10(minorUnits))}
      value={value === null ? null : value / minorUnits}
      onChange={(units) => onChange(units === null ? null : Math.round(units * minorUnits))}
    />
  );
}
