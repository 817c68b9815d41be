import { Button, Form, Input, InputNumber, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { inLanguage } from '@/format/inLanguage';
import { WallPicker } from '@/page/WallPicker';
import { BudgetChoice } from './BudgetChoice';
import { titled, type Draft, type Multiplier, type When } from './draft';

interface MultiplierFormProps {
  draft: Draft;
  multiplier: Multiplier;
  onChange: (multiplier: Multiplier) => void;
  onDone: () => void;
}

/** When points are multiplied, and by how much. What is changed shows in the preview at once. */
export function MultiplierForm({ draft, multiplier, onChange, onDone }: MultiplierFormProps) {
  const { t, i18n } = useTranslation('members');
  const { when } = multiplier;
  const change = (part: Partial<When>) => onChange({ ...multiplier, when: { ...when, ...part } });
  return (
    <Form layout="vertical" onFinish={onDone}>
      <Form.Item label={t('multipliers.name')} required>
        <Input aria-label={t('multipliers.name')} autoFocus maxLength={60} placeholder={t('multipliers.nameHint')} value={inLanguage(multiplier.title, i18n.language) ?? ''} onChange={(input) => onChange({ ...multiplier, title: titled(multiplier.title, i18n.language, input.target.value) })} />
      </Form.Item>
      <Form.Item label={t('multipliers.factor')} required>
        <InputNumber className="members-number" aria-label={t('multipliers.factor')} min={1} max={100} step={0.5} suffix={t('multipliers.fold')} value={Number(multiplier.factor)} onChange={(factor) => factor !== null && onChange({ ...multiplier, factor: String(factor) })} />
      </Form.Item>
      <h3>{t('when.title')}</h3>
      <Form.Item label={t('when.birthday')}>
        <Select
          aria-label={t('when.birthday')}
          value={when.birthday ?? 'any'}
          onChange={(value: 'any' | 'day' | 'month') => change({ birthday: value === 'any' ? null : value })}
          options={(['any', 'day', 'month'] as const).map((value) => ({ value, label: t(`when.birthdays.${value}`) }))}
        />
      </Form.Item>
      <label className="members-switch">
        <Switch aria-label={t('when.memberDay')} checked={when.member_day} onChange={(member_day) => change({ member_day })} />
        <span>{t('when.memberDay')}</span>
      </label>
      <Form.Item label={t('when.tiers')}>
        <Select mode="multiple" aria-label={t('when.tiers')} placeholder={t('when.anyTier')} value={when.tiers} onChange={(tiers) => change({ tiers })} options={draft.tiers.map((tier) => ({ value: tier.key, label: inLanguage(tier.title, i18n.language) ?? tier.key }))} />
      </Form.Item>
      {(['categories', 'brands', 'products'] as const).map((key) => (
        <Form.Item key={key} label={t(`when.${key}`)}>
          <Select mode="tags" aria-label={t(`when.${key}`)} placeholder={t('when.anyProduct')} tokenSeparators={[',', '，', '、']} open={false} suffixIcon={null} value={when[key]} onChange={(words: string[]) => change({ [key]: words.map((word) => word.trim()).filter(Boolean) })} />
        </Form.Item>
      ))}
      <div className="members-row">
        <Form.Item label={t('when.starts')}>
          <WallPicker label={t('when.starts')} clearable value={when.starts_at} onChange={(starts_at) => change({ starts_at })} />
        </Form.Item>
        <Form.Item label={t('when.ends')}>
          <WallPicker label={t('when.ends')} clearable value={when.ends_at} onChange={(ends_at) => change({ ends_at })} />
        </Form.Item>
      </div>
      <Form.Item label={t('budgets.one')} extra={t('multipliers.budgetHint')}>
        <BudgetChoice value={multiplier.budget} onChange={(budget) => onChange({ ...multiplier, budget })} />
      </Form.Item>
      <Button type="primary" htmlType="submit" className="members-above">
        {t('formDone')}
      </Button>
    </Form>
  );
}
