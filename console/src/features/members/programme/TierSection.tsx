import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { inLanguage } from '@/format/inLanguage';
import { replaced, tiersMax, titled, withoutTier, withTierAdded, type Draft, type Fault } from './draft';

interface TierSectionProps {
  draft: Draft;
  faults: readonly Fault[];
  onChange: (draft: Draft) => void;
}

/** The steps of the membership, the lowest first. */
export function TierSection({ draft, faults, onChange }: TierSectionProps) {
  const { t, i18n } = useTranslation('members');
  const wrong = (kind: Fault['kind'], at: number) => (faults.some((fault) => fault.kind === kind && fault.at === at) ? ('error' as const) : undefined);
  const change = (index: number, part: Partial<Draft['tiers'][number]>) => onChange({ ...draft, tiers: replaced(draft.tiers, index, part) });
  return (
    <section className="panel members-panel">
      <h2>{t('tiers.title')}</h2>
      <p className="muted">{t('tiers.text')}</p>
      <ul className="members-steps">
        {draft.tiers.map((tier, index) => (
          <li key={tier.key}>
            <label className="members-field">
              <span className="muted">{t('tiers.name')}</span>
              <Input
                aria-label={t('tiers.nameOf', { number: index + 1 })}
                maxLength={60}
                status={wrong('tierName', index)}
                value={inLanguage(tier.title, i18n.language) ?? ''}
                onChange={(input) => change(index, { title: titled(tier.title, i18n.language, input.target.value) })}
              />
            </label>
            <label className="members-field">
              <span className="muted">{t('tiers.from')}</span>
              <InputNumber
                className="members-wide"
                aria-label={t('tiers.fromOf', { number: index + 1 })}
                min={0}
                max={1_000_000_000}
                precision={0}
                disabled={index === 0 ? true : undefined}
                status={wrong('tierOrder', index)}
                value={tier.growth_min}
                onChange={(growth_min) => growth_min !== null && change(index, { growth_min })}
              />
            </label>
            <label className="members-field">
              <span className="muted">{t('tiers.rate')}</span>
              <InputNumber
                className="members-wide"
                aria-label={t('tiers.rateOf', { number: index + 1 })}
                min={0}
                max={10_000}
                step={0.5}
                value={Number(tier.points_per_yuan)}
                onChange={(rate) => rate !== null && change(index, { points_per_yuan: String(rate) })}
              />
            </label>
            {draft.tiers.length > 1 && (
              <Button type="text" className="members-remove" icon={<DeleteOutlined />} aria-label={t('tiers.remove', { name: inLanguage(tier.title, i18n.language) ?? tier.key })} onClick={() => onChange(withoutTier(draft, index))} />
            )}
          </li>
        ))}
      </ul>
      {draft.tiers.length < tiersMax && (
        <Button icon={<PlusOutlined />} onClick={() => onChange(withTierAdded(draft))}>
          {t('tiers.add')}
        </Button>
      )}
    </section>
  );
}
