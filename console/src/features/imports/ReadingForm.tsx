import { useQuery } from '@tanstack/react-query';
import { Select, Switch } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { limitsQuery, type Import, type Reading } from './importsQueries';

const formatNames: Record<Reading['format'], string> = { csv: 'CSV', xlsx: 'Excel (XLSX)', parquet: 'Parquet', json_lines: 'JSON lines' };

/** The encodings that operators meet first; the rest follow by name. */
const usualEncodings = ['utf-8', 'gb18030', 'gbk', 'big5', 'utf-16', 'cp1252'];

interface ReadingFormProps {
  one: Import;
  disabled: boolean;
  onChange: (reading: Reading) => void;
}

/** How the file is read: what was detected, open to correction. */
export function ReadingForm({ one, disabled, onChange }: ReadingFormProps) {
  const { t } = useTranslation('imports');
  const limits = useQuery(limitsQuery).data;
  const { reading } = one;
  const text = reading.format === 'csv' || reading.format === 'json_lines';
  const change = (changes: Partial<Reading>) => onChange({ ...reading, ...changes });
  return (
    <div className="imports-fields">
      <Fact name={t('reading.format')}>
        <span className="imports-value">{reading.packed ? t('packed', { format: formatNames[reading.format] }) : formatNames[reading.format]}</span>
      </Fact>
      {text && (
        <Fact name={t('reading.encoding')}>
          <Select
            showSearch
            aria-label={t('reading.encoding')}
            disabled={disabled}
            value={reading.encoding}
            onChange={(encoding) => change({ encoding })}
            options={encodings().map((value) => ({ value, label: value.toUpperCase() }))}
          />
        </Fact>
      )}
      {reading.format === 'csv' && (
        <Fact name={t('reading.delimiter')}>
          <Select
            aria-label={t('reading.delimiter')}
            disabled={disabled}
            value={reading.delimiter}
            onChange={(delimiter) => change({ delimiter })}
            options={(limits?.delimiters ?? [reading.delimiter ?? ',']).map((value) => ({ value, label: delimiterName(value) }))}
          />
        </Fact>
      )}
      {reading.format === 'xlsx' && one.sheets.length > 0 && (
        <Fact name={t('reading.sheet')}>
          <Select
            aria-label={t('reading.sheet')}
            disabled={disabled}
            value={reading.sheet || one.sheets[0]}
            onChange={(sheet) => change({ sheet })}
            options={one.sheets.map((value) => ({ value, label: value }))}
          />
        </Fact>
      )}
      {(reading.format === 'csv' || reading.format === 'xlsx') && (
        <Fact name={t('reading.header')}>
          <Switch aria-label={t('reading.header')} disabled={disabled} checked={reading.header} onChange={(header) => change({ header })} />
        </Fact>
      )}
    </div>
  );

  function encodings(): string[] {
    const rest = (limits?.encodings ?? []).filter((name) => !usualEncodings.includes(name));
    return [...new Set([reading.encoding ?? 'utf-8', ...usualEncodings, ...rest])];
  }

  function delimiterName(value: string): string {
    const names: Record<string, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar', ' ': 'space', '\x01': 'control' };
    const name = names[value];
    return name ? t(`delimiters.${name}`) : value;
  }
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="imports-fact">
      <span className="muted">{name}</span>
      {children}
    </div>
  );
}
