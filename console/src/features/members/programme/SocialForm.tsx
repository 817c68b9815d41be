import { AutoComplete, Button, Form, Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { inLanguage } from '@/format/inLanguage';
import { useEventLabel } from '@/page/useEventLabel';
import { WallPicker } from '@/page/WallPicker';
import { BudgetChoice } from './BudgetChoice';
import { titled, type SocialRule } from './draft';

/** Deeds that brands reward most often; any other event may be typed. */
const usual = ['Product Shared', 'Cart Shared', 'Invite Accepted', 'Product Reviewed', 'Signed Up', 'Store Visited', 'Code Scanned'];

interface SocialFormProps {
  rule: SocialRule;
  onChange: (rule: SocialRule) => void;
  onDone: () => void;
}

export function SocialForm({ rule, onChange, onDone }: SocialFormProps) {
  const { t, i18n } = useTranslation('members');
  const eventLabel = useEventLabel();
  const change = (part: Partial<SocialRule>) => onChange({ ...rule, ...part });
  return (
    <Form layout="vertical" onFinish={onDone}>
      <Form.Item label={t('social.name')} required>
        <Input aria-label={t('social.name')} autoFocus maxLength={60} placeholder={t('social.nameHint')} value={inLanguage(rule.title, i18n.language) ?? ''} onChange={(input) => change({ title: titled(rule.title, i18n.language, input.target.value) })} />
      </Form.Item>
      <Form.Item label={t('social.event')} required extra={t('social.eventHint')}>
        <AutoComplete aria-label={t('social.event')} maxLength={200} value={rule.event} onChange={(event: string) => change({ event })} options={usual.map((value) => ({ value, label: `${eventLabel(value, 'track')} · ${value}` }))} />
      </Form.Item>
      <div className="members-row members-above">
        <Form.Item label={t('social.points')}>
          <InputNumber className="members-wide" aria-label={t('social.points')} min={0} max={1_000_000} precision={0} value={rule.points} onChange={(points) => change({ points: points ?? 0 })} />
        </Form.Item>
        <Form.Item label={t('growth')}>
          <InputNumber className="members-wide" aria-label={t('growth')} min={0} max={1_000_000} precision={0} value={rule.growth} onChange={(growth) => change({ growth: growth ?? 0 })} />
        </Form.Item>
        <Form.Item label={t('social.times')}>
          <InputNumber className="members-wide" aria-label={t('social.times')} min={1} max={1_000} precision={0} value={rule.times_a_day_max} onChange={(times) => times !== null && change({ times_a_day_max: times })} />
        </Form.Item>
      </div>
      <div className="members-row">
        <Form.Item label={t('when.starts')}>
          <WallPicker label={t('when.starts')} clearable value={rule.starts_at} onChange={(starts_at) => change({ starts_at })} />
        </Form.Item>
        <Form.Item label={t('when.ends')}>
          <WallPicker label={t('when.ends')} clearable value={rule.ends_at} onChange={(ends_at) => change({ ends_at })} />
        </Form.Item>
      </div>
      <Form.Item label={t('budgets.one')} extra={t('social.budgetHint')}>
        <BudgetChoice value={rule.budget} onChange={(budget) => change({ budget })} />
      </Form.Item>
      <Button type="primary" htmlType="submit" className="members-above">
        {t('formDone')}
      </Button>
    </Form>
  );
}
