import { App, Button, Form, Input, Select, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { components } from '@/api/schema';
import { useProblemText } from '@/page/useProblemText';
import type { Carrier } from '../types';
import { useSaveCarrier } from './carrierQueries';
import { FormsField } from './FormsField';
import { useCarrierName } from './useCarrierName';
import { partsOf } from './waybillForms';

type Provider = components['schemas']['CarrierProviderOut'];

interface CarrierFormProps {
  carrier: Carrier | null;
  providers: Provider[];
  mayManage: boolean;
  onDone: () => void;
}

const blank: Omit<Carrier, 'built_in'> = { code: '', name_zh: '', name_en: '', waybill_forms: [], link: '', provider: '', active: true };

/** A carrier: what it is called, what its numbers look like, and who speaks for it. */
export function CarrierForm({ carrier, providers, mayManage, onDone }: CarrierFormProps) {
  const { t } = useTranslation('mall');
  const { message } = App.useApp();
  const { titleOf } = useCarrierName();
  const problemText = useProblemText();
  const save = useSaveCarrier();
  const [body, setBody] = useState(carrier ?? blank);
  const change = (part: Partial<typeof body>) => setBody((before) => ({ ...before, ...part }));
  const fits = /^[A-Z][A-Z0-9_]{1,19}$/.test(body.code) && body.name_zh.trim() !== '' && body.name_en.trim() !== '' && (body.waybill_forms ?? []).every((form) => partsOf(form) !== null);
  const send = () => {
    const { code, name_zh, name_en, waybill_forms, link, provider, active } = body;
    save.mutate(
      { code, body: { name_zh: name_zh.trim(), name_en: name_en.trim(), waybill_forms, link: (link ?? '').trim(), provider, active } },
      {
        onSuccess: () => {
          void message.success(t('carriers.saved'));
          onDone();
        },
      },
    );
  };
  return (
    <Form layout="vertical" disabled={!mayManage} onFinish={send}>
      <Form.Item label={t('carriers.code')} required extra={t('carriers.codeExtra')}>
        <Input aria-label={t('carriers.code')} disabled={carrier !== null || !mayManage} autoFocus={carrier === null} maxLength={20} value={body.code} onChange={(input) => change({ code: input.target.value.toUpperCase() })} />
      </Form.Item>
      <div className="mall-row">
        <Form.Item label={t('carriers.nameZh')} required>
          <Input aria-label={t('carriers.nameZh')} maxLength={50} value={body.name_zh} onChange={(input) => change({ name_zh: input.target.value })} />
        </Form.Item>
        <Form.Item label={t('carriers.nameEn')} required>
          <Input aria-label={t('carriers.nameEn')} maxLength={50} value={body.name_en} onChange={(input) => change({ name_en: input.target.value })} />
        </Form.Item>
      </div>
      <Form.Item label={t('carriers.forms')} extra={t('carriers.formsExtra')}>
        <FormsField value={body.waybill_forms ?? []} disabled={!mayManage} onChange={(waybill_forms) => change({ waybill_forms })} />
      </Form.Item>
      <Form.Item label={t('carriers.link')} extra={t('carriers.linkExtra', { place: '{waybill}' })}>
        <Input aria-label={t('carriers.link')} maxLength={300} value={body.link} onChange={(input) => change({ link: input.target.value })} />
      </Form.Item>
      <Form.Item label={t('carriers.connected')} extra={t('carriers.connectedExtra')}>
        <Select
          aria-label={t('carriers.connected')}
          value={body.provider ?? ''}
          onChange={(provider: string) => change({ provider })}
          options={[{ value: '', label: t('carriers.byHand') }, ...providers.map((each) => ({ value: each.name, label: titleOf(each.title) || each.name }))]}
        />
      </Form.Item>
      <Form.Item>
        <label className="mall-switch">
          <Switch aria-label={t('carriers.on')} checked={body.active} onChange={(active) => change({ active })} />
          <span>{body.active ? t('carriers.on') : t('carriers.off')}</span>
        </label>
      </Form.Item>
      {save.error && <p className="mall-problem">{problemText(save.error).sentence}</p>}
      {mayManage && (
        <Button type="primary" htmlType="submit" disabled={!fits} loading={save.isPending}>
          {t('carriers.save')}
        </Button>
      )}
    </Form>
  );
}
