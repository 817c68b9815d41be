import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { inLanguage } from '@/format/inLanguage';
import type { KindInfo } from './importsQueries';
import type { Columns } from './mapping';

interface FieldSelectProps {
  info: KindInfo;
  label: string;
  column: string;
  columns: Columns;
  value: string | null;
  /** Kept under a name of the operator's own. */
  free: boolean;
  disabled: boolean;
  onChange: (field: string | null) => void;
  onFree: () => void;
}

const leaveOut = '';
const keepFree = '\u0000free';

/** What a column is meant as: a field that siyu knows, a property of one's own, or nothing. */
export function FieldSelect({ info, label, column, columns, value, free, disabled, onChange, onFree }: FieldSelectProps) {
  const { t, i18n } = useTranslation('imports');
  const neededOneOf = new Set(info.needed_one_of);
  return (
    <Select
      aria-label={label}
      showSearch={{ optionFilterProp: 'words' }}
      popupMatchSelectWidth={280}
      optionLabelProp="title"
      disabled={disabled}
      value={free ? keepFree : (value ?? leaveOut)}
      onChange={(next) => (next === keepFree ? onFree() : onChange(next === leaveOut ? null : next))}
      options={[
        { value: leaveOut, label: t('leaveOut'), title: t('leaveOut'), words: t('leaveOut') },
        ...(info.free_prefix ? [{ value: keepFree, label: keepWords(), title: keepWords(), words: keepWords() }] : []),
        { label: t('knownFields'), options: info.fields.map((field) => option(field)) },
      ]}
    />
  );

  function keepWords(): string {
    return t(info.free_prefix === 'trait:' ? 'keepAsTrait' : 'keepAsProperty');
  }

  function option(field: KindInfo['fields'][number]) {
    const title = inLanguage(field.title, i18n.language) ?? field.name;
    const taken = columns[field.name] !== undefined && columns[field.name] !== column ? columns[field.name] : null;
    const hint = taken ? t('takenBy', { column: taken }) : field.needed ? t('needed') : neededOneOf.has(field.name) ? t('neededOneOf') : '';
    return {
      value: field.name,
      title,
      words: `${title} ${field.name}`,
      label: (
        <span className="imports-option">
          <span className="ellipsis">{title}</span>
          {hint && <span className="muted ellipsis">{hint}</span>}
        </span>
      ),
    };
  }
}
