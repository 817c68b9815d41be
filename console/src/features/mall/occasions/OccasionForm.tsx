import { useQuery } from '@tanstack/react-query';
import { App, Button, Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '@/app/session';
import { useProblemText } from '@/page/useProblemText';
import { daysOf, mayBeAhead, occasionKinds, weekdayName } from './occasionDays';
import { givableKindsQuery, tiersQuery, useSaveOccasion, type Occasion, type OccasionBody, type OccasionKind } from './occasionQueries';
import { useOccasionWords } from './useOccasionWords';

interface OccasionFormProps {
  /** Null begins a new one. */
  occasion: Occasion | null;
  onDone: () => void;
}

/** On which days, what and to whom: the sentence below says it as it will be. */
export function OccasionForm({ occasion, onDone }: OccasionFormProps) {
  const { t, i18n } = useTranslation('mall');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const words = useOccasionWords();
  const save = useSaveOccasion();
  const mayTiers = useMay('loyalty.read');
  const kinds = useQuery(givableKindsQuery);
  const tiers = useQuery({ ...tiersQuery, enabled: mayTiers });
  const [body, setBody] = useState<OccasionBody>(() => (occasion ? plain(occasion) : { name: t('occasions.names.birthday'), kind: 'birthday', kind_id: '', days: [], days_before: 0, hour: 9, tiers: [] }));
  const [named, setNamed] = useState(occasion !== null);
  const change = (part: Partial<OccasionBody>) => setBody({ ...body, ...part });
  const choices = daysOf(body.kind);
  const lacks = !body.name.trim() || !body.kind_id || (choices.length > 0 && body.days?.length === 0);
  const chooseKind = (kind: OccasionKind) =>
    change({ kind, days: kind === 'weekly' ? [3] : kind === 'monthly' ? [8] : [], days_before: mayBeAhead(kind) ? body.days_before : 0, ...(named ? {} : { name: t(`occasions.names.${kind}`) }) });
  const send = () => save.mutate({ id: occasion?.id ?? null, body: { ...body, name: body.name.trim() } }, { onSuccess: () => (void message.success(t('occasions.saved')), onDone()) });
  const givable = (kinds.data?.items ?? []).filter((each) => each.state === 'active' || each.id === body.kind_id);
  return (
    <Form layout="vertical" onFinish={send}>
      <Form.Item label={t('occasions.kind')}>
        <Select aria-label={t('occasions.kind')} value={body.kind} options={occasionKinds.map((value) => ({ value, label: t(`occasions.kinds.${value}`) }))} onChange={chooseKind} />
      </Form.Item>
      <Form.Item label={t('occasions.name')} required>
        <Input aria-label={t('occasions.name')} maxLength={100} value={body.name} onChange={(input) => (setNamed(true), change({ name: input.target.value }))} />
      </Form.Item>
      {choices.length > 0 && (
        <Form.Item label={t('occasions.days')} required>
          <Select
            mode="multiple"
            aria-label={t('occasions.days')}
            value={body.days}
            options={choices.map((day) => ({ value: day, label: body.kind === 'weekly' ? weekdayName(day, i18n.language) : t('occasions.monthDay', { day }) }))}
            onChange={(days: number[]) => change({ days: days.toSorted((a, b) => a - b) })}
          />
        </Form.Item>
      )}
      <Form.Item label={t('occasions.coupon')} required extra={kinds.data && givable.length === 0 ? <Link to="/coupons?new=1">{t('occasions.noCoupon')}</Link> : undefined}>
        <Select aria-label={t('occasions.coupon')} showSearch={{ optionFilterProp: 'label' }} loading={kinds.isLoading} value={body.kind_id || undefined} placeholder={t('occasions.chooseCoupon')} options={givable.map((each) => ({ value: each.id, label: each.name }))} onChange={(kind_id) => change({ kind_id })} />
      </Form.Item>
      <div className="mall-row">
        {mayBeAhead(body.kind) && (
          <Form.Item label={t('occasions.daysBefore')}>
            <InputNumber className="mall-money" aria-label={t('occasions.daysBefore')} min={0} max={60} precision={0} value={body.days_before} onChange={(days) => change({ days_before: days ?? 0 })} />
          </Form.Item>
        )}
        <Form.Item label={t('occasions.hour')}>
          <InputNumber className="mall-money" aria-label={t('occasions.hour')} min={0} max={23} precision={0} value={body.hour} onChange={(hour) => change({ hour: hour ?? 9 })} />
        </Form.Item>
      </div>
      {mayTiers && (
        <Form.Item label={t('occasions.tiers')}>
          <Select
            mode="multiple"
            allowClear
            aria-label={t('occasions.tiers')}
            placeholder={t('occasions.everyTier')}
            value={body.tiers}
            options={(tiers.data ?? []).map((each) => ({ value: each.key, label: each.title[i18n.language.slice(0, 2)] ?? each.key }))}
            onChange={(chosen: string[]) => change({ tiers: chosen })}
          />
        </Form.Item>
      )}
      <p className="muted">{words(body)}</p>
      {save.error && <p className="mall-problem">{problemText(save.error).sentence}</p>}
      <div className="mall-acts">
        <Button type="primary" htmlType="submit" disabled={lacks} loading={save.isPending}>
          {t('occasions.save')}
        </Button>
        <Button onClick={onDone}>{t('cancel')}</Button>
      </div>
    </Form>
  );
}

function plain({ name, kind, kind_id, days, days_before, hour, tiers }: Occasion): OccasionBody {
  return { name, kind, kind_id, days, days_before, hour, tiers };
}
