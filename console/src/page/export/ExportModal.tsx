import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Modal } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../ErrorState';
import { LongWork } from '../LongWork';
import { useProblemText } from '../useProblemText';
import { exportQuery } from './exportQueries';

interface ExportModalProps {
  title: string;
  /** `new` asks what is wanted, a job's code shows how far it is; null is closed. Stands in the address. */
  job: string | null;
  onJob: (job: string | null) => void;
  /** Asks for the file. */
  start: { isPending: boolean; error: Error | null; run: () => void };
  disabled?: boolean;
  /** What is wanted in the file. */
  children: ReactNode;
}

/** The one way to a file: choose, see how far it is, leave if it takes long, fetch it here or from the bell. */
export function ExportModal({ title, job, onJob, start, disabled, children }: ExportModalProps) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const running = job && job !== 'new' ? job : null;
  const progress = useQuery(exportQuery(running));
  const { data, error } = progress;
  return (
    <Modal
      open={job !== null}
      title={title}
      okText={t('export.start')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled }}
      confirmLoading={start.isPending}
      onOk={start.run}
      onCancel={() => onJob(null)}
      footer={running ? null : undefined}
      destroyOnHidden
    >
      {running ? shown() : children}
      {!running && start.error && <Alert type="error" showIcon title={problemText(start.error).sentence} />}
    </Modal>
  );

  function shown() {
    if (error) return <ErrorState error={error} onRetry={() => void progress.refetch()} />;
    return (
      <>
        <LongWork job={data} onLeave={() => onJob(null)}>
          {data?.file && (
            <Button type="primary" icon={<DownloadOutlined />} href={data.file} download>
              {t('export.download')}
            </Button>
          )}
        </LongWork>
        {(!data || data.state === 'requested' || data.state === 'running') && <p className="muted">{t('export.bell')}</p>}
      </>
    );
  }
}
