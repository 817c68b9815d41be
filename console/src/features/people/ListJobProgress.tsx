import { Button, Progress } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { jobPercent } from './jobPercent';

interface ListJobProgressProps {
  job: { state: string; done?: number; total?: number | null } | undefined;
  onLeave: () => void;
  /** Shown when it is done. */
  children: ReactNode;
}

/** How far long work is; it goes on when the operator leaves. */
export function ListJobProgress({ job, onLeave, children }: ListJobProgressProps) {
  const { t } = useTranslation('people');
  const format = useFormat();
  const done = job?.state === 'done';
  const failed = job?.state === 'failed' || job?.state === 'cancelled';
  return (
    <div className="people-job" aria-live="polite">
      <Progress percent={jobPercent(job)} status={failed ? 'exception' : done ? 'success' : 'active'} />
      <p className="muted figures">{text()}</p>
      {done && <p>{children}</p>}
      <div className="people-job-acts">
        <Button onClick={onLeave}>{done || failed ? t('job.close') : t('job.leave')}</Button>
      </div>
    </div>
  );

  function text(): string {
    if (!job || job.state === 'requested') return t('job.waiting');
    if (failed) return t('job.failed');
    if (job.state === 'paused') return t('job.paused');
    if (job.done === undefined) return t(done ? 'job.finished' : 'job.running');
    if (job.total == null) return t('job.done', { people: format.number(job.done ?? 0) });
    return t('job.doneOf', { people: format.number(job.done ?? 0), total: format.number(job.total) });
  }
}
