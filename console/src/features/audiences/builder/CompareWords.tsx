import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Compare, CompareOp, Measured, SeenValue } from '../audienceTypes';
import { measuredOps, offeredOps, typedValue, withMeasuredOp, withOp, type ValueKind } from './comparing';
import { DayWord, WindowWords } from './WindowWords';
import { NumberWord, TextWord, WordChoice } from './words';

interface CompareWordsProps {
  compare: Compare;
  kind: ValueKind;
  /** Values that were seen, for what has been typed so far. */
  seen: readonly SeenValue[];
  onSearch: (starts: string) => void;
  onChange: (compare: Compare) => void;
}

/** How a value is compared, and with what. */
export function CompareWords({ compare, kind, seen, onSearch, onChange }: CompareWordsProps) {
  const { t } = useTranslation('audiences');
  return (
    <span className="words">
      <WordChoice<CompareOp>
        label={t('hints.op')}
        value={compare.op}
        options={offeredOps(kind).map((op) => ({ value: op, label: t(`compareOps.${op}`) }))}
        onChange={(op) => onChange(withOp(compare, op))}
      />
      {value()}
    </span>
  );

  function value() {
    if ('values' in compare) {
      return <ManyValues values={compare.values.map(String)} seen={seen} onSearch={onSearch} onChange={(texts) => onChange({ ...compare, values: texts.map((text) => typedValue(text, kind)) })} />;
    }
    if ('low' in compare) {
      return (
        <>
          <NumberWord label={t('hints.number')} value={compare.low} onChange={(low) => onChange({ ...compare, low })} />
          <span>{t('windowJoin.to')}</span>
          <NumberWord label={t('hints.number')} value={compare.high} onChange={(high) => onChange({ ...compare, high })} />
        </>
      );
    }
    if ('day' in compare) return <DayWord label={t('hints.day')} value={compare.day} onChange={(day) => onChange({ ...compare, day })} />;
    if ('window' in compare) return <WindowWords use="days" window={compare.window} onChange={(window) => onChange({ ...compare, window })} />;
    switch (compare.op) {
      case 'greater':
      case 'at_least':
      case 'less':
      case 'at_most':
        return <NumberWord label={t('hints.number')} value={compare.value} onChange={(number) => onChange({ op: compare.op, value: number })} />;
      case 'equals':
      case 'not_equals':
        if (kind === 'boolean') return <YesNo value={compare.value === true} onChange={(yes) => onChange({ op: compare.op, value: yes })} />;
        return <OneValue value={String(compare.value)} seen={seen} onSearch={onSearch} onChange={(text) => onChange({ op: compare.op, value: typedValue(text, kind) })} />;
      case 'contains':
      case 'not_contains':
      case 'starts_with':
      case 'ends_with':
        return <OneValue value={compare.value} seen={seen} onSearch={onSearch} onChange={(text) => onChange({ op: compare.op, value: text })} />;
      default:
        return null;
    }
  }
}

interface OneValueProps {
  value: string;
  seen: readonly SeenValue[];
  onSearch: (starts: string) => void;
  onChange: (value: string) => void;
}

function OneValue({ value, seen, onSearch, onChange }: OneValueProps) {
  const { t } = useTranslation('audiences');
  return <TextWord label={t('hints.value')} value={value} suggestions={seen.map(seenOption)} onSearch={onSearch} onChange={onChange} />;
}

interface ManyValuesProps {
  values: string[];
  seen?: readonly SeenValue[];
  onSearch?: (starts: string) => void;
  onChange: (values: string[]) => void;
}

/** Several values; lines that are pasted become one each. */
export function ManyValues({ values, seen = [], onSearch, onChange }: ManyValuesProps) {
  const { t } = useTranslation('audiences');
  const [open, setOpen] = useState(false);
  return (
    <Select
      mode="tags"
      size="small"
      variant="filled"
      className={values.length ? 'word-many' : 'word-many word-open'}
      aria-label={t('hints.values')}
      placeholder={t('hints.values')}
      value={values}
      open={seen.length > 0 && open}
      onOpenChange={setOpen}
      tokenSeparators={['\n', '\t', '，', ',']}
      maxTagCount={6}
      popupMatchSelectWidth={false}
      showSearch={{ onSearch }}
      options={seen.map(seenOption)}
      onChange={onChange}
    />
  );
}

function seenOption({ value, count }: SeenValue) {
  return {
    value,
    label: (
      <span className="word-option">
        <span className="ellipsis">{value}</span>
        <span className="muted figures">{count}</span>
      </span>
    ),
  };
}

function YesNo({ value, onChange }: { value: boolean; onChange: (value: boolean) => void }) {
  const { t } = useTranslation('audiences');
  return (
    <WordChoice
      label={t('hints.value')}
      value={value ? 'yes' : 'no'}
      options={[
        { value: 'yes', label: t('yes') },
        { value: 'no', label: t('no') },
      ]}
      onChange={(word) => onChange(word === 'yes')}
    />
  );
}

interface MeasuredParts {
  compare: Measured;
  onChange: (compare: Measured) => void;
}

export function MeasuredOp({ compare, onChange }: MeasuredParts) {
  const { t } = useTranslation('audiences');
  return (
    <WordChoice
      label={t('hints.op')}
      value={compare.op}
      options={measuredOps.map((op) => ({ value: op, label: t(`measuredOps.${op}`) }))}
      onChange={(op) => onChange(withMeasuredOp(compare, op))}
    />
  );
}

export function MeasuredValue({ compare, onChange }: MeasuredParts) {
  const { t } = useTranslation('audiences');
  if (!('low' in compare)) return <NumberWord label={t('hints.number')} value={compare.value} onChange={(value) => onChange({ ...compare, value })} />;
  return (
    <span className="words">
      <NumberWord label={t('hints.number')} value={compare.low} onChange={(low) => onChange({ ...compare, low })} />
      <span>{t('windowJoin.to')}</span>
      <NumberWord label={t('hints.number')} value={compare.high} onChange={(high) => onChange({ ...compare, high })} />
    </span>
  );
}
