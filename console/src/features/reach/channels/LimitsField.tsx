import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import type { Limit } from '../types';

const periods = [1, 60, 3_600, 86_400, 2_592_000] as const;
const limitsMax = 10;

/** What the provider allows: so many in such a time, and where that is written. */
export function LimitsField({ limits, onChange }: { limits: readonly Limit[]; onChange: (limits: Limit[]) => void }) {
  const { t } = useTranslation('reach');
  const format = useFormat();
  const change = (index: number, changes: Partial<Limit>) => onChange(limits.map((limit, place) => (place === index ? { ...limit, ...changes } : limit)));
  const add = () => onChange([...limits, { name: `limit_${limits.length + 1}`, amount: 10, period_seconds: 1, source: '', date: format.day(new Date()) }]);
  return (
    <Form.Item label={t('account.limits')} extra={t('account.limitsNote')}>
      <ul className="limits">
        {limits.map((limit, index) => (
          <li key={limit.name}>
            <div className="compose-inline">
              <InputNumber aria-label={t('account.limitAmount')} min={1} max={1_000_000_000} precision={0} value={limit.amount} onChange={(amount) => change(index, { amount: amount ?? 1 })} />
              <Select
                aria-label={t('account.limitPeriod')}
                className="limit-period"
                value={limit.period_seconds}
                options={[...new Set([...periods, limit.period_seconds])].map((seconds) => ({ value: seconds, label: periodName(seconds) }))}
                onChange={(period_seconds) => change(index, { period_seconds })}
              />
              <Button type="text" icon={<DeleteOutlined />} aria-label={t('account.removeLimit')} onClick={() => onChange(limits.filter((_, place) => place !== index))} />
            </div>
            <Input aria-label={t('account.limitSource')} placeholder={t('account.limitSource')} maxLength={300} value={limit.source} onChange={(input) => change(index, { source: input.target.value })} />
          </li>
        ))}
      </ul>
      {limits.length < limitsMax && (
        <Button type="dashed" size="small" icon={<PlusOutlined />} onClick={add}>
          {t('account.addLimit')}
        </Button>
      )}
    </Form.Item>
  );

  function periodName(seconds: number): string {
    const known = periods.find((each) => each === seconds);
    return known ? t(`account.periods.${known}`) : t('account.everySeconds', { count: seconds });
  }
}
