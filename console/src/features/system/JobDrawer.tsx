import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { Facts } from '@/page/Facts';
import { JsonView } from '@/page/JsonView';
import { Loaded } from '@/page/Loaded';
import { Time } from '@/page/Time';
import { useConfirm } from '@/page/useConfirm';
import { useJobName } from '@/page/useJobName';
import { useProblemText } from '@/page/useProblemText';
import { JobProgress, JobTone } from './JobBits';
import { actsFor } from './jobProgress';
import { jobQuery, useJobAct, type Job, type JobAct } from './systemQueries';

/** One job: how far it is, what came of it, and the brakes. */
export function JobDrawer({ jobId, onClose }: { jobId: string | null; onClose: () => void }) {
  const { t } = useTranslation('system');
  return (
    <Drawer open={jobId !== null} onClose={onClose} size={480} title={t('jobs.one')} destroyOnHidden>
      {jobId && <Detail jobId={jobId} />}
    </Drawer>
  );
}

function Detail({ jobId }: { jobId: string }) {
  const job = useQuery(jobQuery(jobId));
  return (
    <Loaded query={job} rows={6}>
      {(loaded) => <JobDetail job={loaded} />}
    </Loaded>
  );
}

function JobDetail({ job }: { job: Job }) {
  const { t } = useTranslation('system');
  const jobName = useJobName();
  const requestedBy = useRequester();
  const mayManage = useMay('system.manage');
  return (
    <div className="sys-detail">
      <Facts
        facts={[
          { label: t('jobs.name'), value: jobName(job.name) },
          { label: t('jobs.state'), value: <JobTone state={job.state} /> },
          { label: t('jobs.progress'), value: <JobProgress job={job} /> },
          { label: t('jobs.requested'), value: <Time value={job.requested_at} /> },
          { label: t('jobs.finished'), value: <Time value={job.finished_at} /> },
          { label: t('jobs.by'), value: requestedBy(job) },
          { label: t('jobs.id'), value: <span className="code">{job.id}</span> },
        ]}
      />
      {job.error && <Alert type="error" showIcon title={t('jobs.error')} description={<span className="code">{job.error}</span>} />}
      {mayManage && <Acts job={job} />}
      {job.result && Object.keys(job.result).length > 0 && (
        <section>
          <h3>{t('jobs.result')}</h3>
          <JsonView value={job.result} />
        </section>
      )}
    </div>
  );
}

function useRequester(): (job: Job) => string {
  const { t } = useTranslation('system');
  return ({ requested_by: who, requested_by_name: name }) => name ?? (who === '' || who === 'schedule' || who === 'system' ? t('jobs.system') : who);
}

function Acts({ job }: { job: Job }) {
  const { t } = useTranslation('system');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const confirm = useConfirm();
  const jobName = useJobName();
  const act = useJobAct(job.id);
  const acts = actsFor(job.state);
  if (acts.length === 0) return null;

  const run = (chosen: JobAct) => {
    if (chosen !== 'cancel') {
      act.mutate(chosen, { onError: (error) => void message.error(problemText(error).sentence) });
      return;
    }
    confirm({
      title: t('jobs.cancelTitle', { name: jobName(job.name) }),
      content: t('jobs.cancelText'),
      okText: t('jobs.acts.cancel'),
      run: () => act.mutateAsync('cancel'),
    });
  };
  return (
    <div className="sys-acts">
      {acts.map((each) => (
        <Button key={each} danger={each === 'cancel'} type={each === 'resume' ? 'primary' : 'default'} loading={act.isPending && act.variables === each} onClick={() => run(each)}>
          {t(`jobs.acts.${each}`)}
        </Button>
      ))}
    </div>
  );
}
