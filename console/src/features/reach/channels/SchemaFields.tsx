import { Form, Input, InputNumber, Select, Switch } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useNamed } from '@/page/useNamed';
import type { Field, Values } from './schemaFields';

interface SchemaFieldsProps {
  /** Kind of channel, whose words the labels are. */
  kind: string;
  fields: readonly Field[];
  values: Readonly<Values>;
  /** Secrets are typed unseen unless the schema says otherwise; those that are kept are never shown. */
  secret?: boolean;
  kept?: readonly string[];
  /** What the server said of a field, by name. */
  problems: Readonly<Record<string, string>>;
  onChange: (name: string, value: unknown) => void;
}

/** The form that a block asks for, drawn from its schema. */
export function SchemaFields({ kind, fields, values, secret = false, kept = [], problems, onChange }: SchemaFieldsProps) {
  const { t, i18n } = useTranslation('reach');
  const named = useNamed();
  const id = useId();
  const labelOf = (field: Field) => {
    const key = `reach:options.${kind}.${field.name}`;
    return i18n.exists(key) ? named(`reach:options.${kind}`, field.name) : field.title;
  };
  return fields.map((field) => (
    <Form.Item
      key={field.name}
      label={labelOf(field)}
      required={field.required}
      htmlFor={`${id}-${field.name}`}
      validateStatus={problems[field.name] ? 'error' : undefined}
      help={problems[field.name]}
    >
      {control(field)}
    </Form.Item>
  ));

  function control(field: Field) {
    const value = values[field.name];
    const common = { id: `${id}-${field.name}` };
    if (field.kind === 'switch') return <Switch {...common} aria-label={labelOf(field)} checked={value === true} onChange={(on) => onChange(field.name, on)} />;
    if (field.kind === 'choice') {
      return (
        <Select
          {...common}
          value={value as string | undefined}
          options={field.choices.map((choice) => ({ value: choice, label: named(`reach:choices.${field.name}`, choice) }))}
          onChange={(chosen: string) => onChange(field.name, chosen)}
        />
      );
    }
    if (field.kind === 'share') {
      return (
        <InputNumber
          {...common}
          className="compose-number"
          min={0}
          max={100}
          suffix="%"
          value={typeof value === 'number' ? Math.round(value * 1e6) / 1e4 : null}
          onChange={(percent) => onChange(field.name, percent === null ? undefined : percent / 100)}
        />
      );
    }
    if (field.kind === 'number') {
      return (
        <InputNumber
          {...common}
          className="compose-number"
          min={field.min}
          max={field.max}
          precision={field.whole ? 0 : undefined}
          value={typeof value === 'number' ? value : null}
          onChange={(number) => onChange(field.name, number ?? undefined)}
        />
      );
    }
    const text = {
      ...common,
      maxLength: field.lengthMax,
      value: typeof value === 'string' ? value : '',
      onChange: (event: { target: { value: string } }) => onChange(field.name, event.target.value),
    };
    const placeholder = secret && kept.includes(field.name) ? t('secretKept') : undefined;
    if (!secret || !field.hidden) return <Input {...text} autoComplete="off" placeholder={placeholder} />;
    return <Input.Password {...text} autoComplete="new-password" placeholder={placeholder} />;
  }
}
