import { App, Button, Form, Input, InputNumber, Radio, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNode } from '@/app/node';
import { useMe } from '@/app/session';
import { dayStart, wallOf } from '@/format/wallClock';
import { useProblemText } from '@/page/useProblemText';
import { DayField } from '../DayField';
import { RuleForm } from '../rules/RuleForm';
import { beginning, type Rule } from '../rules/ruleForms';
import { useSaveKind, type CouponKind, type KindBody } from './couponQueries';

interface KindEditorProps {
  /** A draft to change; null begins a new one. */
  kind: CouponKind | null;
  onDone: (id: string) => void;
  onLeave: () => void;
}

/** What a coupon takes off, how long it holds, and how many there are. */
export function KindEditor({ kind, onDone, onLeave }: KindEditorProps) {
  const { t } = useTranslation('mall');
  const { message } = App.useApp();
  const { timezone, everywhere, nodes } = useMe();
  const node = useNode();
  const problemText = useProblemText();
  const save = useSaveKind();
  const [readable, setReadable] = useState(true);
  const [rule, setRule] = useState<Rule>(kind?.effect ?? beginning('spend_off'));
  const [body, setBody] = useState<KindBody>(() => kind ?? { name: '', description: '', effect: rule, validity: { days: 30 }, limits: { claims_per_person: 1 }, node_id: node ?? (everywhere ? null : (nodes[0]?.id ?? null)) });
  const change = (part: Partial<KindBody>) => setBody({ ...body, ...part });
  const limits = body.limits ?? {};
  const relative = body.validity.days !== null && body.validity.days !== undefined;
  const until = body.validity.until;

  const send = () => {
    const { name, description, validity, claim_from, claim_until, node_id, return_policy, return_grace_days } = body;
    const fresh: KindBody = { name: name.trim(), description, effect: rule, validity, limits, claim_from, claim_until, public: body.public, node_id, return_policy, return_grace_days };
    save.mutate(
      { id: kind?.id ?? null, body: fresh },
      {
        onSuccess: (made) => {
          void message.success(t('coupons.saved'));
          onDone(made.id);
        },
      },
    );
  };

  return (
    <Form layout="vertical" onFinish={send}>
      <Form.Item label={t('coupons.name')} required>
        <Input aria-label={t('coupons.name')} maxLength={100} autoFocus placeholder={t('coupons.nameHint')} value={body.name} onChange={(input) => change({ name: input.target.value })} />
      </Form.Item>
      <Form.Item label={t('coupons.effect')}>
        <RuleForm rule={rule} onChange={setRule} onReadable={setReadable} />
      </Form.Item>
      <Form.Item label={t('coupons.validity')}>
        <Radio.Group
          aria-label={t('coupons.validity')}
          value={relative ? 'days' : 'until'}
          onChange={(choice) => change({ validity: choice.target.value === 'days' ? { days: 30 } : { until: dayStart(wallOf(new Date(), timezone).slice(0, 10), timezone, 31).toISOString() } })}
          options={[
            { value: 'days', label: t('coupons.byDays') },
            { value: 'until', label: t('coupons.byDate') },
          ]}
        />
        <div className="mall-tier">
          {relative ? (
            <InputNumber className="mall-money" aria-label={t('coupons.byDays')} min={1} max={3650} precision={0} suffix={t('coupons.days')} value={body.validity.days ?? 30} onChange={(days) => change({ validity: { ...body.validity, days: days ?? 1 } })} />
          ) : (
            <DayField
              label={t('coupons.lastDay')}
              value={until ? wallOf(new Date(Date.parse(until) - 1), timezone).slice(0, 10) : ''}
              onChange={(day) => day && change({ validity: { ...body.validity, until: dayStart(day, timezone, 1).toISOString() } })}
            />
          )}
        </div>
      </Form.Item>
      <div className="mall-row">
        {(['claims', 'claims_per_person'] as const).map((key) => (
          <Form.Item key={key} label={t(`coupons.limits.${key}`)}>
            <InputNumber className="mall-money" aria-label={t(`coupons.limits.${key}`)} min={1} precision={0} placeholder={t('coupons.noLimit')} value={limits[key] ?? null} onChange={(value) => change({ limits: { ...limits, [key]: value } })} />
          </Form.Item>
        ))}
      </div>
      <label className="mall-switch">
        <Switch aria-label={t('coupons.public')} checked={body.public ?? false} onChange={(on) => change({ public: on })} />
        <span>{t('coupons.public')}</span>
      </label>
      <Form.Item label={t('coupons.description')}>
        <Input.TextArea aria-label={t('coupons.description')} maxLength={2000} autoSize={{ minRows: 2, maxRows: 5 }} value={body.description ?? ''} onChange={(input) => change({ description: input.target.value })} />
      </Form.Item>
      {save.error && <p className="mall-problem">{problemText(save.error).sentence}</p>}
      <div className="mall-acts">
        <Button type="primary" htmlType="submit" disabled={!body.name.trim() || !readable} loading={save.isPending}>
          {t('coupons.save')}
        </Button>
        <Button onClick={onLeave}>{t('cancel')}</Button>
      </div>
    </Form>
  );
}
