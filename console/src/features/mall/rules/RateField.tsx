import { InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';

/** A share to pay in basis points, typed as 折 in Chinese and as a share off elsewhere. */
export function RateField({ label, value, onChange }: { label: string; value: number; onChange: (payBp: number) => void }) {
  const { t, i18n } = useTranslation('mall');
  const zhe = i18n.language.startsWith('zh');
  return (
    <InputNumber
      className="mall-money"
      aria-label={label}
      min={0}
      max={zhe ? 10 : 100}
      step={zhe ? 0.5 : 5}
      suffix={t('rule.rateUnit')}
      value={zhe ? value / 1_000 : (10_000 - value) / 100}
      onChange={(shown) => shown !== null && onChange(Math.round(zhe ? shown * 1_000 : 10_000 - shown * 100))}
    />
  );
}
