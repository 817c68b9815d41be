import { App, Button, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNode } from '@/app/node';
import { useMe } from '@/app/session';
import { dayStart, wallOf } from '@/format/wallClock';
import { useProblemText } from '@/page/useProblemText';
import { DayField } from '../DayField';
import { MoneyField } from '@/page/MoneyField';
import { RuleForm } from '../rules/RuleForm';
import { beginning, withPart, type Rule } from '../rules/ruleForms';
import { useSavePromotion, type Promotion, type PromotionBody } from './promotionQueries';
import { ScopeFields } from './ScopeFields';

interface PromotionEditorProps {
  promotion: Promotion | null;
  onDone: (id: string) => void;
  onLeave: () => void;
}

/** What a promotion takes off, in which days, and how much of it there is. */
export function PromotionEditor({ promotion, onDone, onLeave }: PromotionEditorProps) {
  const { t } = useTranslation('mall');
  const { message } = App.useApp();
  const { timezone, everywhere, nodes } = useMe();
  const node = useNode();
  const problemText = useProblemText();
  const save = useSavePromotion();
  const [readable, setReadable] = useState(true);
  const [rule, setRule] = useState<Rule>(promotion?.rule ?? beginning('spend_off'));
  const [name, setName] = useState(promotion?.name ?? '');
  const [description, setDescription] = useState(promotion?.description ?? '');
  const [limits, setLimits] = useState<NonNullable<PromotionBody['limits']>>(promotion?.limits ?? {});
  const [holdout, setHoldout] = useState(promotion?.holdout_percent ?? 0);
  const when = (rule.when ?? {}) as Rule;
  const setWhen = (key: string, value: unknown) => {
    const changed = withPart(when, key, value);
    setRule(withPart(rule, 'when', Object.keys(changed).length > 0 ? changed : null));
  };
  const dayOf = (moment: unknown, before = 0) => (typeof moment === 'string' ? wallOf(new Date(Date.parse(moment) - before), timezone).slice(0, 10) : '');

  const send = () =>
    save.mutate(
      {
        id: promotion?.id ?? null,
        body: { name: name.trim(), description, rule, limits, holdout_percent: holdout, node_id: promotion ? promotion.node_id : (node ?? (everywhere ? null : (nodes[0]?.id ?? null))) },
      },
      {
        onSuccess: (made) => {
          void message.success(t('promotions.saved'));
          onDone(made.id);
        },
      },
    );

  return (
    <Form layout="vertical" onFinish={send}>
      <Form.Item label={t('promotions.name')} required>
        <Input aria-label={t('promotions.name')} maxLength={100} autoFocus placeholder={t('promotions.nameHint')} value={name} onChange={(input) => setName(input.target.value)} />
      </Form.Item>
      <Form.Item label={t('promotions.rule')}>
        <RuleForm rule={rule} onChange={setRule} onReadable={setReadable} />
      </Form.Item>
      <ScopeFields rule={rule} onChange={setRule} />
      <div className="mall-row">
        <Form.Item label={t('promotions.starts')}>
          <DayField label={t('promotions.firstDay')} value={dayOf(when.starts_at)} onChange={(day) => setWhen('starts_at', day && dayStart(day, timezone).toISOString())} />
        </Form.Item>
        <Form.Item label={t('promotions.ends')}>
          <DayField label={t('promotions.lastDay')} value={dayOf(when.ends_at, 1)} onChange={(day) => setWhen('ends_at', day && dayStart(day, timezone, 1).toISOString())} />
        </Form.Item>
        <Form.Item label={t('promotions.budget')}>
          <MoneyField label={t('promotions.budget')} min={1} placeholder={t('coupons.noLimit')} value={limits.budget_minor ?? null} onChange={(budget_minor) => setLimits({ ...limits, budget_minor })} />
        </Form.Item>
        <Form.Item label={t('promotions.perPerson')}>
          <InputNumber className="mall-money" aria-label={t('promotions.perPerson')} min={1} precision={0} placeholder={t('coupons.noLimit')} value={limits.uses_per_person ?? null} onChange={(uses_per_person) => setLimits({ ...limits, uses_per_person })} />
        </Form.Item>
        <Form.Item label={t('promotions.uses')}>
          <InputNumber className="mall-money" aria-label={t('promotions.uses')} min={1} precision={0} placeholder={t('coupons.noLimit')} value={limits.uses ?? null} onChange={(uses) => setLimits({ ...limits, uses })} />
        </Form.Item>
        <Form.Item label={t('promotions.holdout')} extra={t('promotions.holdoutHint')}>
          <InputNumber className="mall-money" aria-label={t('promotions.holdout')} min={0} max={50} suffix="%" value={holdout} onChange={(percent) => setHoldout(percent ?? 0)} />
        </Form.Item>
      </div>
      <Form.Item label={t('promotions.description')}>
        <Input.TextArea aria-label={t('promotions.description')} maxLength={2000} autoSize={{ minRows: 2, maxRows: 5 }} value={description} onChange={(input) => setDescription(input.target.value)} />
      </Form.Item>
      {save.error && <p className="mall-problem">{problemText(save.error).sentence}</p>}
      <div className="mall-acts">
        <Button type="primary" htmlType="submit" disabled={!name.trim() || !readable} loading={save.isPending}>
          {t('promotions.save')}
        </Button>
        <Button onClick={onLeave}>{t('cancel')}</Button>
      </div>
    </Form>
  );
}
