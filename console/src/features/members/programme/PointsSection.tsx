import { Form, InputNumber, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Draft } from './draft';

const expiries = ['end_of_next_year', 'days', 'months', 'never'] as const;

interface SectionProps {
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
}

/** When points become active, when they end, and what a refund takes back. */
export function PointsSection({ draft: { points }, onChange }: SectionProps) {
  const { t } = useTranslation('members');
  const change = (part: Partial<Draft['points']>) => onChange({ points: { ...points, ...part } });
  const { expiry } = points;
  const counted = expiry.kind === 'days' || expiry.kind === 'months';
  return (
    <section className="panel members-panel">
      <h2>{t('pointsRules.title')}</h2>
      <div className="members-row">
        <Form.Item label={t('pointsRules.activation')} extra={t('pointsRules.activationHint')}>
          <InputNumber className="members-wide" aria-label={t('pointsRules.activation')} min={0} max={365} precision={0} suffix={t('pointsRules.days')} value={points.activation_days} onChange={(days) => days !== null && change({ activation_days: days })} />
        </Form.Item>
        <Form.Item label={t('pointsRules.expiry')}>
          <div className="members-pair">
            <Select aria-label={t('pointsRules.expiry')} value={expiry.kind} onChange={(kind) => change({ expiry: { kind, count: kind === 'days' ? 365 : kind === 'months' ? 12 : 1 } })} options={expiries.map((value) => ({ value, label: t(`pointsRules.expiries.${value}`) }))} />
            {counted && <InputNumber aria-label={t('pointsRules.expiryCount')} min={1} max={3_660} precision={0} value={expiry.count} onChange={(count) => count !== null && change({ expiry: { ...expiry, count } })} />}
          </div>
        </Form.Item>
        <Form.Item label={t('pointsRules.remind')}>
          <Select
            mode="multiple"
            aria-label={t('pointsRules.remind')}
            maxCount={5}
            value={points.remind_days}
            onChange={(days: number[]) => change({ remind_days: [...days].sort((one, other) => other - one) })}
            options={[...new Set([90, 60, 30, 15, 7, 3, 1, ...points.remind_days])].sort((one, other) => other - one).map((value) => ({ value, label: t('pointsRules.daysBefore', { count: value }) }))}
          />
        </Form.Item>
        <Form.Item label={t('pointsRules.grace')} extra={t('pointsRules.graceHint')}>
          <InputNumber className="members-wide" aria-label={t('pointsRules.grace')} min={1} max={365} precision={0} suffix={t('pointsRules.days')} value={points.grace_days} onChange={(days) => days !== null && change({ grace_days: days })} />
        </Form.Item>
      </div>
      <Form.Item label={t('pointsRules.clawBack')}>
        <Radio.Group
          aria-label={t('pointsRules.clawBack')}
          value={points.claw_back}
          onChange={(choice) => change({ claw_back: choice.target.value as Draft['points']['claw_back'] })}
          options={[
            { value: 'may_owe', label: t('pointsRules.mayOwe') },
            { value: 'stops_at_zero', label: t('pointsRules.stopsAtZero') },
          ]}
        />
      </Form.Item>
    </section>
  );
}
