import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Person } from '@/api/types';
import { useFormat } from '@/format/useFormat';
import { ErrorState } from '@/page/ErrorState';
import { useAddress } from '@/page/useAddress';
import { useProblemText } from '@/page/useProblemText';
import { ListJobProgress } from '../ListJobProgress';
import { exportFile, exportQuery, useStartExport } from './leavingQueries';

/** Everything kept about a person as a file; the job's code stands in the address, so one can leave and come back. */
export function ExportPerson({ person, open, onClose }: { person: Person; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('people');
  const { message } = App.useApp();
  const format = useFormat();
  const problemText = useProblemText();
  const { search, change } = useAddress();
  const job = search.get('job');
  const start = useStartExport(person.id);
  const progress = useQuery(exportQuery(person.id, open ? job : null));

  const ask = () =>
    start.mutate(undefined, {
      onSuccess: (made) => change({ job: made.id }, { replace: true }),
      onError: (error: Error) => void message.error(problemText(error).sentence),
    });

  return (
    <Modal
      open={open}
      title={t('exportAll.title', { name: person.name || t('unnamed') })}
      okText={t('exportAll.start')}
      confirmLoading={start.isPending}
      onOk={ask}
      onCancel={onClose}
      footer={job ? null : undefined}
      destroyOnHidden
    >
      {job ? (
        progress.error ? (
          <ErrorState error={progress.error} onRetry={ask} />
        ) : (
          <ListJobProgress
            job={progress.data}
            onLeave={() => change({ do: null, job: progress.data?.finished_at ? null : job }, { replace: true })}
          >
            <Button type="primary" icon={<DownloadOutlined />} href={exportFile(person.id, job)} download>
              {t('exportAll.download', { events: format.number(progress.data?.events ?? 0) })}
            </Button>
          </ListJobProgress>
        )
      ) : (
        <p>{t('exportAll.text')}</p>
      )}
    </Modal>
  );
}
