import { Checkbox, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { ExportModal } from '@/page/export/ExportModal';
import { RevealField } from '@/page/export/RevealField';
import { useStartListExport } from '../peopleQueries';
import type { ExportColumn, SearchIn } from '../peopleTypes';
import { everyExportColumn, exportColumns, type ListColumn } from './columns';

interface ExportPeopleProps {
  job: string | null;
  columns: readonly ListColumn[];
  found: SearchIn;
  count: number | null | undefined;
  onJob: (job: string | null) => void;
}

/** The people found as a file: what of them, masked or in clear. */
export function ExportPeople({ job, columns, found, count, onJob }: ExportPeopleProps) {
  const { t, i18n } = useTranslation('people');
  const format = useFormat();
  const start = useStartListExport();
  const [chosen, setChosen] = useState<ExportColumn[] | null>(null);
  const [reveal, setReveal] = useState(false);
  const wanted = chosen ?? exportColumns(columns);
  const run = () =>
    start.mutate({ search: found, columns: wanted, reveal, language: i18n.language === 'en' ? 'en' : 'zh' }, { onSuccess: (made) => onJob(made.id) });
  return (
    <ExportModal
      title={count == null ? t('export.titleMany') : t('export.title', { people: format.number(count) })}
      job={job}
      onJob={onJob}
      start={{ ...start, run }}
      disabled={wanted.length === 0}
    >
      <Form layout="vertical">
        <Form.Item label={t('export.columns')}>
          <Checkbox.Group
            className="people-export-columns"
            value={wanted}
            onChange={(next) => setChosen(next as ExportColumn[])}
            options={everyExportColumn.map((column) => ({ value: column, label: t(`export.columnNames.${column}`) }))}
          />
        </Form.Item>
        <RevealField value={reveal} onChange={setReveal} />
      </Form>
    </ExportModal>
  );
}
