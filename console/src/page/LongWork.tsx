import { Button, Progress } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { jobPercent } from './jobPercent';
import './longWork.css';

interface LongWorkProps {
  job: { state: string; done?: number; total?: number | null } | undefined;
  onLeave: () => void;
  /** Shown when it is done. */
  children?: ReactNode;
}

/** How far long work is; it goes on when the operator leaves. */
export function LongWork({ job, onLeave, children }: LongWorkProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const done = job?.state === 'done';
  const ended = done || job?.state === 'failed' || job?.state === 'cancelled';
  return (
    <div className="long-work" aria-live="polite">
      <Progress percent={jobPercent(job)} status={ended ? (done ? 'success' : 'exception') : 'active'} aria-label={t('longWork.progress')} />
      <p className="muted figures">{text()}</p>
      <div className="long-work-acts">
        <Button onClick={onLeave}>{t(ended ? 'longWork.close' : 'longWork.leave')}</Button>
        {done && children}
      </div>
    </div>
  );

  function text(): string {
    if (!job || job.state === 'requested') return t('longWork.waiting');
    if (ended && !done) return t('longWork.failed');
    if (job.state === 'paused') return t('longWork.paused');
    if (job.done === undefined) return t(done ? 'longWork.finished' : 'longWork.running');
    if (job.total == null) return t('longWork.done', { done: format.number(job.done) });
    return t('longWork.doneOf', { done: format.number(job.done), total: format.number(job.total) });
  }
}
