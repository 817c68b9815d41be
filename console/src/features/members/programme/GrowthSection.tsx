import { Form, InputNumber, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Draft } from './draft';

const decays = ['none', 'percent', 'amount', 'to_zero'] as const;

interface SectionProps {
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
}

/** How growth value is won by buying, how long a tier is kept, and what a review takes away. */
export function GrowthSection({ draft: { growth }, onChange }: SectionProps) {
  const { t } = useTranslation('members');
  const change = (part: Partial<Draft['growth']>) => onChange({ growth: { ...growth, ...part } });
  const counted = growth.decay.kind === 'percent' || growth.decay.kind === 'amount';
  return (
    <section className="panel members-panel">
      <h2>{t('growthRules.title')}</h2>
      <div className="members-row">
        <Form.Item label={t('growthRules.perYuan')}>
          <InputNumber className="members-wide" aria-label={t('growthRules.perYuan')} min={0} max={10_000} value={Number(growth.per_yuan)} onChange={(rate) => rate !== null && change({ per_yuan: String(rate) })} />
        </Form.Item>
        <Form.Item label={t('growthRules.keep')}>
          <InputNumber
            className="members-wide"
            aria-label={t('growthRules.keep')}
            min={1}
            max={120}
            precision={0}
            suffix={t('growthRules.months')}
            disabled={growth.keep_months === null ? true : undefined}
            placeholder={t('growthRules.forLife')}
            value={growth.keep_months}
            onChange={(keep_months) => keep_months !== null && change({ keep_months })}
          />
        </Form.Item>
        {growth.keep_months !== null && (
          <Form.Item label={t('growthRules.decay')}>
            <div className="members-pair">
              <Select aria-label={t('growthRules.decay')} value={growth.decay.kind} onChange={(kind) => change({ decay: { kind, count: kind === 'percent' ? 50 : growth.decay.count } })} options={decays.map((value) => ({ value, label: t(`growthRules.decays.${value}`) }))} />
              {counted && (
                <InputNumber
                  aria-label={t('growthRules.decayCount')}
                  min={0}
                  max={growth.decay.kind === 'percent' ? 100 : 1_000_000_000}
                  precision={0}
                  suffix={growth.decay.kind === 'percent' ? '%' : undefined}
                  value={growth.decay.count}
                  onChange={(count) => count !== null && change({ decay: { ...growth.decay, count } })}
                />
              )}
            </div>
          </Form.Item>
        )}
      </div>
      <label className="members-switch">
        <Switch aria-label={t('growthRules.forLife')} checked={growth.keep_months === null} onChange={(life) => change({ keep_months: life ? null : 12 })} />
        <span>{t('growthRules.forLife')}</span>
      </label>
      <p className="muted">{t('growthRules.text')}</p>
    </section>
  );
}
