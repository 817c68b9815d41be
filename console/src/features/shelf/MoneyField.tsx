import { InputNumber } from 'antd';
import { useFormat } from '@/format/useFormat';

interface MoneyFieldProps {
  label: string;
  /** Minor units (fen), or nothing. */
  value: number | null;
  onChange: (minor: number | null) => void;
  placeholder?: string;
  disabled?: boolean;
}

/** An amount, typed in units of the currency and kept in minor ones. */
export function MoneyField({ label, value, onChange, placeholder, disabled }: MoneyFieldProps) {
  const { minorUnits } = useFormat();
  return (
    <InputNumber
      className="shelf-money"
      aria-label={label}
      placeholder={placeholder}
      disabled={disabled}
      min={0}
      precision={Math.round(Math.log10(minorUnits))}
      value={value === null ? null : value / minorUnits}
      onChange={(units) => onChange(units === null ? null : Math.round(units * minorUnits))}
    />
  );
}
