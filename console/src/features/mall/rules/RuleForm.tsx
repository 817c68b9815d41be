import { Form, Input, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEffectWords } from '../useEffectWords';
import { KindFields } from './KindFields';
import { formKinds, hasForm, otherKinds, turnInto, type Rule } from './ruleForms';

interface RuleFormProps {
  rule: Rule;
  onChange: (rule: Rule) => void;
  /** Whether the text as it stands can be read. */
  onReadable: (readable: boolean) => void;
}

/** A rule by a form for its kind, or as JSON; in words below, as customers would say it. */
export function RuleForm({ rule, onChange, onReadable }: RuleFormProps) {
  const { t } = useTranslation('mall');
  const words = useEffectWords();
  const [asJson, setAsJson] = useState(!hasForm(rule.kind));
  const json = asJson || !hasForm(rule.kind);
  return (
    <div className="mall-form">
      <div className="mall-head">
        <Select
          className="mall-kind"
          aria-label={t('rule.kind')}
          value={String(rule.kind)}
          onChange={(kind) => {
            onReadable(true);
            onChange(turnInto(rule, kind));
            setAsJson(!hasForm(kind));
          }}
          options={[...formKinds, ...otherKinds].map((value) => ({ value, label: t(`rule.kinds.${value}`) }))}
        />
        {hasForm(rule.kind) && (
          <Segmented
            aria-label={t('rule.manner')}
            value={json ? 'json' : 'form'}
            onChange={(value) => {
              onReadable(true);
              setAsJson(value === 'json');
            }}
            options={[
              { value: 'form', label: t('rule.asForm') },
              { value: 'json', label: t('rule.asJson') },
            ]}
          />
        )}
      </div>
      {json ? <JsonField key={String(rule.kind)} rule={rule} onChange={onChange} onReadable={onReadable} /> : <KindFields rule={rule} onChange={onChange} />}
      <p className="muted mall-said">{words(rule)}</p>
    </div>
  );
}

function JsonField({ rule, onChange, onReadable }: RuleFormProps) {
  const { t } = useTranslation('mall');
  const [text, setText] = useState(() => JSON.stringify(rule, null, 2));
  const readable = read(text) !== null;
  return (
    <Form.Item validateStatus={readable ? undefined : 'error'} help={readable ? undefined : t('rule.unreadable')}>
      <Input.TextArea
        className="code"
        aria-label={t('rule.asJson')}
        autoSize={{ minRows: 6, maxRows: 18 }}
        spellCheck={false}
        value={text}
        onChange={(input) => {
          setText(input.target.value);
          const found = read(input.target.value);
          onReadable(found !== null);
          if (found) onChange(found);
        }}
      />
    </Form.Item>
  );
}

function read(text: string): Rule | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) && typeof (value as Rule).kind === 'string' ? (value as Rule) : null;
  } catch {
    return null;
  }
}
