import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { plainValue } from '@/format/value';
import { Tone, type ToneName } from '@/page/Tone';
import { useNamed } from '@/page/useNamed';
import { percentOf } from './jobProgress';
import type { Job, JobState } from './systemQueries';

const tones: Record<JobState, ToneName> = { requested: 'info', running: 'info', paused: 'warn', done: 'good', failed: 'bad', cancelled: 'idle' };

export function JobTone({ state }: { state: JobState }) {
  const { t } = useTranslation('system');
  return <Tone tone={tones[state]}>{t(`jobs.states.${state}`)}</Tone>;
}

/** How far a job is: per cent where its end is known, else the count alone. */
export function JobProgress({ job }: { job: Job }) {
  const { t } = useTranslation('system');
  const format = useFormat();
  const named = useNamed();
  const percent = percentOf(job);
  const step = job.message && named('system:jobs.steps', job.message.replaceAll(' ', '_'));
  // Some jobs never count their last step: what is done is not said to lack one.
  const done = job.state === 'done' ? Math.max(job.done, job.total ?? 0) : job.done;
  const counted = job.total ? t('jobs.doneOf', { done: format.number(done), total: format.number(job.total) }) : job.done > 0 ? format.number(job.done) : '';
  const barred = percent !== null && job.state !== 'cancelled' && job.state !== 'done';
  if (!barred && !counted && !step) return <>{plainValue(null)}</>;
  return (
    <span className="sys-progress">
      {barred && (
        <Progress percent={percent} size="small" showInfo={job.state === 'running'} status={job.state === 'failed' ? 'exception' : 'normal'} aria-label={t('jobs.progress')} />
      )}
      {(counted || step) && <span className="muted figures ellipsis">{[counted, job.state !== 'done' && step].filter(Boolean).join(' · ')}</span>}
    </span>
  );
}
