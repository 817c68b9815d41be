import { useQuery } from '@tanstack/react-query';
import { Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { inLanguage } from '@/format/inLanguage';
import { LinkButton } from '@/page/LinkButton';
import { Loaded } from '@/page/Loaded';
import type { Offer, RewardKind } from '../memberTypes';
import { couponKindsQuery, rewardsQuery } from './mallQueries';
import { requiredOf } from './rewardOptions';

type Reward = Offer['reward'];

interface Option {
  type?: string;
  title?: string;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
}

/** What an offer gives: any reward that a module or a plug-in knows, by the form that its schema draws. */
export function RewardField({ reward, onChange }: { reward: Reward; onChange: (reward: Reward) => void }) {
  const { t, i18n } = useTranslation('members');
  const rewards = useQuery(rewardsQuery);
  return (
    <Loaded query={rewards} rows={2}>
      {(kinds) => {
        const chosen = kinds.find((kind) => kind.name === reward.name);
        return (
          <>
            <Form.Item label={t('reward.title')} required extra={reward.name === 'coupon' ? t('reward.goodsHint') : undefined}>
              <Select aria-label={t('reward.title')} value={reward.name} onChange={(name) => onChange({ name, options: {} })} options={kinds.map((kind) => ({ value: kind.name, label: inLanguage(kind.title, i18n.language) ?? kind.name }))} />
            </Form.Item>
            {reward.name === 'coupon' ? <CouponKindField reward={reward} onChange={onChange} /> : chosen && <OptionFields kind={chosen} reward={reward} onChange={onChange} />}
          </>
        );
      }}
    </Loaded>
  );
}

function CouponKindField({ reward, onChange }: { reward: Reward; onChange: (reward: Reward) => void }) {
  const { t } = useTranslation('members');
  const kinds = useQuery(couponKindsQuery);
  const value = typeof reward.options?.kind === 'string' ? reward.options.kind : undefined;
  const options = (kinds.data?.items ?? []).map((kind) => ({ value: kind.id, label: kind.name }));
  return (
    <Form.Item label={t('reward.coupon')} required>
      <div className="members-pair">
        <Select
          aria-label={t('reward.coupon')}
          loading={kinds.isFetching}
          showSearch={{ optionFilterProp: 'label' }}
          notFoundContent={t('reward.noCoupons')}
          value={value}
          options={value && options.every((each) => each.value !== value) ? [{ value, label: value }, ...options] : options}
          onChange={(kind) => onChange({ ...reward, options: { kind } })}
        />
        <LinkButton to="/coupons?new=1">{t('reward.newCoupon')}</LinkButton>
      </div>
    </Form.Item>
  );
}

function OptionFields({ kind, reward, onChange }: { kind: RewardKind; reward: Reward; onChange: (reward: Reward) => void }) {
  const { t, i18n } = useTranslation('members');
  const properties = (kind.options_schema.properties ?? {}) as Record<string, Option>;
  const required = new Set(requiredOf(kind));
  const options = reward.options ?? {};
  const set = (key: string, value: unknown) => {
    const set = Object.entries({ ...options, [key]: value }).filter(([, each]) => each !== null && each !== '');
    onChange({ ...reward, options: Object.fromEntries(set) });
  };
  return (
    <div className="members-row">
      {Object.entries(properties).map(([key, option]) => {
        const label = i18n.exists(`members:reward.options.${key}`) ? t(`reward.options.${key}`) : (option.title ?? key);
        const number = option.type === 'integer' || option.type === 'number';
        return (
          <Form.Item key={key} label={label} required={required.has(key)}>
            {number ? (
              <InputNumber className="members-wide" aria-label={label} min={option.minimum} max={option.maximum} precision={option.type === 'integer' ? 0 : undefined} value={typeof options[key] === 'number' ? options[key] : null} onChange={(value) => set(key, value)} />
            ) : (
              <Input aria-label={label} maxLength={option.maxLength ?? 200} value={String(options[key] ?? '')} onChange={(input) => set(key, input.target.value)} />
            )}
          </Form.Item>
        );
      })}
    </div>
  );
}
