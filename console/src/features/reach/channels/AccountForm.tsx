import { Button, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { useMe } from '@/app/session';
import { useProblemText } from '@/page/useProblemText';
import type { Account, Channel, Limit } from '../types';
import { LimitsField } from './LimitsField';
import { SchemaFields } from './SchemaFields';
import { emptyOf, fieldsOf, sentValues, startingValues } from './schemaFields';

export interface AccountWords {
  name: string;
  options: Record<string, string | number | boolean>;
  credentials: Record<string, string>;
  limits: Limit[];
  cost_minor: number;
  currency: string;
}

interface AccountFormProps {
  channel: Channel;
  account?: Account;
  okText: string;
  busy: boolean;
  error: Error | null;
  onSubmit: (words: AccountWords) => void;
}

/** Everything an account of this kind needs; the kind itself says what that is. */
export function AccountForm({ channel, account, okText, busy, error, onSubmit }: AccountFormProps) {
  const { t } = useTranslation('reach');
  const problemText = useProblemText();
  const { currency } = useMe();
  const options = fieldsOf(channel.options_schema);
  const secrets = fieldsOf(channel.credentials_schema);
  const [name, setName] = useState(account?.name ?? '');
  const [values, setValues] = useState(startingValues(options, account?.options));
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [limits, setLimits] = useState<Limit[]>(account?.limits ?? []);
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const [cost, setCost] = useState((account?.cost_minor ?? 0) / 10 ** digits);

  const facts = error ? asProblem(error).facts : {};
  const at = typeof facts.at === 'string' ? facts.at : '';
  const said = typeof facts.problem === 'string' ? facts.problem : '';
  const problemsUnder = (root: string): Record<string, string> => (at.startsWith(`${root}.`) ? { [at.slice(root.length + 1)]: said } : {});
  const whole = name.trim() !== '' && emptyOf(options, values).length === 0 && limits.every((limit) => limit.name && limit.source);

  const submit = () => {
    // An empty secret would take the kept one away; only what was typed is sent.
    const credentials = Object.fromEntries(Object.entries(typed).filter(([, value]) => value));
    onSubmit({
      name: name.trim(),
      options: sentValues(options, values),
      credentials,
      limits,
      cost_minor: Math.round(cost * 10 ** digits),
      currency: cost > 0 ? currency : '',
    });
  };

  return (
    <Form layout="vertical" className="account-form" onFinish={submit}>
      <Form.Item label={t('account.name')} required htmlFor="account-name">
        <Input id="account-name" maxLength={100} value={name} placeholder={t('account.nameHint')} onChange={(input) => setName(input.target.value)} />
      </Form.Item>
      <SchemaFields kind={channel.kind} fields={options} values={values} problems={problemsUnder('options')} onChange={(field, value) => setValues((before) => ({ ...before, [field]: value }))} />
      <SchemaFields
        kind={channel.kind}
        fields={secrets}
        values={typed}
        secret
        kept={account?.credentials_set}
        problems={problemsUnder('credentials')}
        onChange={(field, value) => setTyped((before) => ({ ...before, [field]: String(value ?? '') }))}
      />
      <Form.Item label={t('account.cost')} extra={t('account.costNote')} htmlFor="account-cost">
        <InputNumber id="account-cost" className="compose-number" min={0} precision={digits} prefix={currency} value={cost} onChange={(value) => setCost(value ?? 0)} />
      </Form.Item>
      <LimitsField limits={limits} onChange={setLimits} />
      {error && (
        <p className="reach-warning" role="alert">
          {problemText(error).sentence}
        </p>
      )}
      <Button type="primary" htmlType="submit" loading={busy} disabled={!whole}>
        {okText}
      </Button>
    </Form>
  );
}
