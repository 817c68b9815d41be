import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { Tone, type ToneName } from '@/page/Tone';
import { useNamed } from '@/page/useNamed';
import { percentOf } from './jobProgress';
import type { Job, JobState } from './systemQueries';

const tones: Record<JobState, ToneName> = { requested: 'info', running: 'info', paused: 'warn', done: 'good', failed: 'bad', cancelled: 'idle' };

export function JobTone({ state }: { state: JobState }) {
  const { t } = useTranslation('system');
  return <Tone tone={tones[state]}>{t(`jobs.states.${state}`)}</Tone>;
}

/** A job's name as an operator says it; a plug-in's as it was given. */
export function useJobName(): (name: string) => string {
  const named = useNamed();
  return (name) => {
    const said = named('system:jobNames', name.replaceAll('.', '_'));
    return said === name.replaceAll('.', '_') ? name : said;
  };
}

/** How far a job is: per cent where its end is known, else the count alone. */
export function JobProgress({ job }: { job: Job }) {
  const { t } = useTranslation('system');
  const format = useFormat();
  const percent = percentOf(job);
  const counted = job.total ? t('jobs.doneOf', { done: format.number(job.done), total: format.number(job.total) }) : job.done > 0 ? format.number(job.done) : '';
  return (
    <span className="sys-progress">
      {percent !== null && job.state !== 'cancelled' && (
        <Progress percent={percent} size="small" showInfo={job.state === 'running'} status={job.state === 'failed' ? 'exception' : 'normal'} aria-label={t('jobs.progress')} />
      )}
      {(counted || job.message) && <span className="muted figures ellipsis">{[counted, job.message].filter(Boolean).join(' · ')}</span>}
    </span>
  );
}
