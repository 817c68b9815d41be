import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, InputNumber, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '@/api/client';
import { inLanguage } from '@/format/inLanguage';
import { Loaded } from '@/page/Loaded';
import { MoneyField } from '@/page/MoneyField';
import { SkuChoice } from '../SkuChoice';
import { RateField } from './RateField';
import { nextTier, withPart, type Cut, type Rule, type Tier } from './ruleForms';

interface FieldsProps {
  rule: Rule;
  onChange: (rule: Rule) => void;
}

/** The form of a rule's kind. */
export function KindFields({ rule, onChange }: FieldsProps) {
  const { t } = useTranslation('mall');
  if (rule.kind === 'member_price') return <MemberFields rule={rule} onChange={onChange} />;
  if (rule.kind === 'free_shipping') {
    return (
      <Form.Item label={t('rule.from')}>
        <MoneyField label={t('rule.from')} value={Number(rule.at_least_minor ?? 0)} onChange={(minor) => onChange({ ...rule, at_least_minor: minor ?? 0 })} />
      </Form.Item>
    );
  }
  if (rule.kind === 'line_discount' || rule.kind === 'fixed_price') {
    return (
      <Form.Item label={t('rule.cut')}>
        <CutField cut={(rule.cut ?? { by: 'rate', pay_bp: 9_000 }) as Cut} onChange={(cut) => onChange({ ...rule, cut })} />
      </Form.Item>
    );
  }
  return <TierFields rule={rule} onChange={onChange} />;
}

function TierFields({ rule, onChange }: FieldsProps) {
  const { t } = useTranslation('mall');
  const tiers = (rule.tiers ?? []) as Tier[];
  const set = (index: number, tier: Tier) => onChange({ ...rule, tiers: tiers.map((each, at) => (at === index ? tier : each)) });
  const byUnits = rule.kind === 'units_rate';
  return (
    <>
      {tiers.map((tier, index) => (
        <div key={index} className="mall-tier">
          {byUnits ? (
            <InputNumber className="mall-money" aria-label={t('rule.fromUnitsOf', { tier: index + 1 })} min={1} precision={0} suffix={t('rule.unit')} value={tier.at_least_units ?? 1} onChange={(units) => set(index, { ...tier, at_least_units: units ?? 1 })} />
          ) : (
            <MoneyField label={t('rule.fromOf', { tier: index + 1 })} value={tier.at_least_minor ?? 0} onChange={(minor) => set(index, { ...tier, at_least_minor: minor ?? 0 })} />
          )}
          <span className="muted">{t(`rule.brings.${String(rule.kind)}`)}</span>
          {rule.kind === 'spend_off' && <MoneyField label={t('rule.offOf', { tier: index + 1 })} min={1} value={tier.off_minor ?? 0} onChange={(minor) => set(index, { ...tier, off_minor: minor ?? 1 })} />}
          {(rule.kind === 'spend_rate' || byUnits) && <RateField label={t('rule.rateOf', { tier: index + 1 })} value={tier.pay_bp ?? 9_000} onChange={(pay_bp) => set(index, { ...tier, pay_bp })} />}
          {rule.kind === 'spend_gift' && (
            <>
              <SkuChoice label={t('rule.giftOf', { tier: index + 1 })} value={tier.gifts?.[0]?.sku || null} onChoose={({ id }) => set(index, withGift(tier, { sku: id }))} />
              <InputNumber className="mall-few" aria-label={t('rule.giftsOf', { tier: index + 1 })} min={1} precision={0} value={tier.gifts?.[0]?.quantity ?? 1} onChange={(quantity) => set(index, withGift(tier, { quantity: quantity ?? 1 }))} />
            </>
          )}
          {tiers.length > 1 && <Button type="text" icon={<DeleteOutlined />} aria-label={t('rule.removeTier', { tier: index + 1 })} onClick={() => onChange({ ...rule, tiers: tiers.filter((_, at) => at !== index) })} />}
        </div>
      ))}
      {tiers.length < 10 && !rule.repeat && (
        <Button icon={<PlusOutlined />} onClick={() => onChange({ ...rule, tiers: [...tiers, nextTier(tiers)] })}>
          {t('rule.addTier')}
        </Button>
      )}
      {(rule.kind === 'spend_off' || rule.kind === 'spend_gift') && tiers.length === 1 && (
        <label className="mall-switch">
          <Switch aria-label={t('rule.repeat')} checked={Boolean(rule.repeat)} onChange={(repeat) => onChange(withPart(rule, 'repeat', repeat || null))} />
          <span>{t('rule.repeat')}</span>
        </label>
      )}
      {(rule.kind === 'spend_off' || rule.kind === 'spend_rate') && (
        <label className="mall-switch">
          <span>{t('rule.mostLabel')}</span>
          <MoneyField label={t('rule.mostLabel')} min={1} placeholder={t('rule.noMost')} value={rule.most_minor ? Number(rule.most_minor) : null} onChange={(minor) => onChange(withPart(rule, 'most_minor', minor))} />
        </label>
      )}
    </>
  );
}

function withGift(tier: Tier, change: { sku?: string; quantity?: number }): Tier {
  const [first, ...others] = tier.gifts ?? [];
  return { ...tier, gifts: [{ sku: '', quantity: 1, ...first, ...change }, ...others] };
}

function CutField({ cut, onChange }: { cut: Cut; onChange: (cut: Cut) => void }) {
  const { t } = useTranslation('mall');
  const begin: Record<Cut['by'], Cut> = { rate: { by: 'rate', pay_bp: 9_000 }, amount: { by: 'amount', off_minor: 1_000 }, price: { by: 'price', price_minor: 9_900 } };
  return (
    <div className="mall-tier">
      <Select className="mall-few" aria-label={t('rule.cutBy')} value={cut.by} onChange={(by) => onChange(begin[by])} options={(['rate', 'amount', 'price'] as const).map((value) => ({ value, label: t(`rule.cutKinds.${value}`) }))} />
      {cut.by === 'rate' && <RateField label={t('rule.cut')} value={cut.pay_bp} onChange={(pay_bp) => onChange({ by: 'rate', pay_bp })} />}
      {cut.by === 'amount' && <MoneyField label={t('rule.cut')} min={1} value={cut.off_minor} onChange={(minor) => onChange({ by: 'amount', off_minor: minor ?? 1 })} />}
      {cut.by === 'price' && <MoneyField label={t('rule.cut')} value={cut.price_minor} onChange={(minor) => onChange({ by: 'price', price_minor: minor ?? 0 })} />}
    </div>
  );
}

function MemberFields({ rule, onChange }: FieldsProps) {
  const { i18n } = useTranslation('mall');
  const tiers = useQuery({ queryKey: ['loyalty', 'tiers'], queryFn: ({ signal }) => unwrap(api.GET('/api/loyalty/tiers', { signal })), staleTime: 60_000 });
  const cuts = (rule.cuts ?? {}) as Record<string, Cut>;
  return (
    <Loaded query={tiers} rows={2}>
      {(found) => (
        <>
          {found.map((tier) => {
            const cut = cuts[tier.key];
            const name = inLanguage(tier.title, i18n.language) ?? tier.key;
            return (
              <div key={tier.key} className="mall-tier">
                <Switch aria-label={name} checked={cut !== undefined} onChange={(on) => onChange({ ...rule, cuts: withPart(cuts, tier.key, on ? { by: 'rate', pay_bp: 9_500 } : null) })} />
                <span>{name}</span>
                {cut?.by === 'rate' && <RateField label={name} value={cut.pay_bp} onChange={(pay_bp) => onChange({ ...rule, cuts: { ...cuts, [tier.key]: { by: 'rate', pay_bp } } })} />}
              </div>
            );
          })}
        </>
      )}
    </Loaded>
  );
}
