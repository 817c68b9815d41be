import { AutoComplete, Input, InputNumber, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface WordOption<Value extends string> {
  value: Value;
  label: ReactNode;
  /** What searching looks at, where the label is not the value. */
  search?: string;
}

interface WordChoiceProps<Value extends string> {
  value: Value;
  options: WordOption<Value>[];
  onChange: (value: Value) => void;
  label: string;
  /** Ties the sentence to its verb: drawn stronger. */
  strong?: boolean;
}

/** A word of the sentence that may be another. */
export function WordChoice<Value extends string>({ value, options, onChange, label, strong }: WordChoiceProps<Value>) {
  return (
    <Select
      size="small"
      variant="filled"
      className={strong ? 'word word-strong' : 'word'}
      aria-label={label}
      value={value}
      options={options}
      popupMatchSelectWidth={false}
      onChange={onChange}
    />
  );
}

interface WordPickProps {
  value: string;
  options: WordOption<string>[];
  onChange: (value: string) => void;
  label: string;
  loading?: boolean;
  /** What is not among the options may be typed. */
  free?: boolean;
}

/** A word found by searching, such as an event or a tag's name. */
export function WordPick({ value, options, onChange, label, loading, free = false }: WordPickProps) {
  const { t } = useTranslation('audiences');
  const [typed, setTyped] = useState('');
  const known = options.some((option) => option.value === value) || value === '';
  const offered: WordOption<string>[] = known ? options : [{ value, label: value }, ...options];
  const wanted = typed.trim();
  const extra = free && wanted && !options.some((option) => option.value === wanted) ? [{ value: wanted, label: t('hints.useTyped', { text: wanted }) }] : [];
  return (
    <Select
      size="small"
      variant="filled"
      className={value ? 'word word-noun' : 'word word-open'}
      aria-label={label}
      placeholder={label}
      value={value || undefined}
      loading={loading}
      popupMatchSelectWidth={false}
      classNames={{ popup: { root: 'word-popup' } }}
      showSearch={{
        onSearch: setTyped,
        filterOption: (text, option) => {
          const needle = text.toLowerCase();
          return String(option?.value).toLowerCase().includes(needle) || String((option as WordOption<string> | undefined)?.search ?? '').toLowerCase().includes(needle);
        },
      }}
      options={[...offered, ...extra]}
      onChange={(chosen: string) => {
        setTyped('');
        onChange(chosen);
      }}
    />
  );
}

interface NumberWordProps {
  value: number;
  onChange: (value: number) => void;
  label: string;
  min?: number;
  max?: number;
  whole?: boolean;
}

/** A figure in the sentence; as wide as what stands in it. */
export function NumberWord({ value, onChange, label, min, max, whole = false }: NumberWordProps) {
  const shown = Number.isNaN(value) ? null : value;
  return (
    <InputNumber
      size="small"
      variant="filled"
      className={shown === null ? 'word-number word-open' : 'word-number'}
      style={{ width: `${Math.max(5, String(shown ?? '').length + 3.5)}ch` }}
      controls={false}
      aria-label={label}
      value={shown}
      min={min}
      max={max}
      precision={whole ? 0 : undefined}
      onChange={(typed) => onChange(typed ?? Number.NaN)}
    />
  );
}

interface TextWordProps {
  value: string;
  onChange: (value: string) => void;
  label: string;
  suggestions?: WordOption<string>[];
  onSearch?: (text: string) => void;
}

/** Typed text, with what was seen in the data to choose from. */
export function TextWord({ value, onChange, label, suggestions, onSearch }: TextWordProps) {
  const width = { width: `${Math.min(28, Math.max(8, [...value].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 255 ? 2 : 1), 4)))}ch` };
  const className = value ? 'word-text' : 'word-text word-open';
  if (!suggestions) {
    return (
      <Input size="small" variant="filled" className={className} style={width} aria-label={label} placeholder={label} value={value} onChange={(input) => onChange(input.target.value)} />
    );
  }
  return (
    <AutoComplete
      size="small"
      variant="filled"
      className={className}
      style={width}
      aria-label={label}
      placeholder={label}
      value={value}
      options={suggestions}
      popupMatchSelectWidth={false}
      showSearch={{ onSearch }}
      onChange={(typed: string) => onChange(typed ?? '')}
    />
  );
}
