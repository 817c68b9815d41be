import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Checkbox, Form, Modal, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { ErrorState } from '@/page/ErrorState';
import { useProblemText } from '@/page/useProblemText';
import { ListJobProgress } from '../ListJobProgress';
import { listExportFile, listExportQuery, useStartListExport } from '../peopleQueries';
import type { ExportColumn, SearchIn } from '../peopleTypes';
import { everyExportColumn, exportColumns, type ListColumn } from './columns';

interface ExportPeopleProps {
  /** `new` asks what is wanted, a job's code shows how far it is; null is closed. */
  job: string | null;
  columns: readonly ListColumn[];
  found: SearchIn;
  count: number | null | undefined;
  onJob: (job: string | null) => void;
}

/** A file of the people found: what of them, masked or in clear, then progress and the file. */
export function ExportPeople({ job, columns, found, count, onJob }: ExportPeopleProps) {
  const { t, i18n } = useTranslation('people');
  const { message } = App.useApp();
  const format = useFormat();
  const problemText = useProblemText();
  const mayReveal = useMay('people.reveal');
  const start = useStartListExport();
  const running = job && job !== 'new' ? job : null;
  const progress = useQuery(listExportQuery(running));
  const [chosen, setChosen] = useState<ExportColumn[] | null>(null);
  const [reveal, setReveal] = useState(false);
  const wanted = chosen ?? exportColumns(columns);

  const ask = () =>
    start.mutate(
      { search: found, columns: wanted, reveal, language: i18n.language === 'en' ? 'en' : 'zh' },
      { onSuccess: (made) => onJob(made.id), onError: (error: Error) => void message.error(problemText(error).sentence) },
    );

  return (
    <Modal
      open={job !== null}
      title={count == null ? t('export.titleMany') : t('export.title', { people: format.number(count) })}
      okText={t('export.start')}
      okButtonProps={{ disabled: wanted.length === 0 }}
      confirmLoading={start.isPending}
      onOk={ask}
      onCancel={() => onJob(null)}
      footer={running ? null : undefined}
      destroyOnHidden
    >
      {running ? (
        progress.error ? (
          <ErrorState error={progress.error} onRetry={() => void progress.refetch()} />
        ) : (
          <ListJobProgress job={progress.data} onLeave={() => onJob(null)}>
            <Button type="primary" icon={<DownloadOutlined />} href={listExportFile(running)} download>
              {t('export.download')}
            </Button>
          </ListJobProgress>
        )
      ) : (
        <Form layout="vertical">
          <Form.Item label={t('export.columns')}>
            <Checkbox.Group
              className="people-export-columns"
              value={wanted}
              onChange={(next) => setChosen(next as ExportColumn[])}
              options={everyExportColumn.map((column) => ({ value: column, label: t(`export.columnNames.${column}`) }))}
            />
          </Form.Item>
          <Form.Item label={t('export.reveal')} extra={mayReveal ? t('export.revealHint') : t('export.maskedHint')}>
            <Switch aria-label={t('export.reveal')} checked={reveal} disabled={!mayReveal} onChange={setReveal} />
          </Form.Item>
        </Form>
      )}
    </Modal>
  );
}
