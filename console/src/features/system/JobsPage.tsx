import { ClockCircleOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Select, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { CursorPager } from '@/page/CursorPager';
import { EmptyState } from '@/page/EmptyState';
import { Loaded } from '@/page/Loaded';
import { Page } from '@/page/Page';
import { RowTable } from '@/page/RowTable';
import { Time } from '@/page/Time';
import { useJobName } from '@/page/useJobName';
import { usePaging } from '@/page/usePaging';
import { JobDrawer } from './JobDrawer';
import { JobProgress, JobTone } from './JobBits';
import { WorkTabs } from './SystemTabs';
import { jobsQuery, type Job, type JobState } from './systemQueries';
import './system.css';

const states: readonly JobState[] = ['requested', 'running', 'paused', 'done', 'failed', 'cancelled'];

/** Long work: imports, exports, computations. */
export default function JobsPage() {
  const { t } = useTranslation('system');
  const jobName = useJobName();
  const { search, change, cursor, limit, filterBy, pager } = usePaging();
  const state = states.find((each) => each === search.get('state'));
  const jobs = useQuery(jobsQuery({ state, cursor, limit }));
  const columns: TableColumnsType<Job> = [
    {
      title: t('jobs.name'),
      key: 'name',
      render: (_, job) => (
        <button type="button" className="plain-button sys-open" onClick={() => change({ job: job.id })}>
          {jobName(job.name)}
        </button>
      ),
    },
    { title: t('jobs.state'), key: 'state', width: 110, render: (_, job) => <JobTone state={job.state} /> },
    { title: t('jobs.progress'), key: 'progress', width: 260, render: (_, job) => <JobProgress job={job} /> },
    { title: t('jobs.requested'), key: 'requested', width: 130, render: (_, job) => <Time value={job.requested_at} /> },
    { title: t('jobs.finished'), key: 'finished', width: 130, render: (_, job) => <Time value={job.finished_at} /> },
  ];
  return (
    <Page title={t('jobs.title')} purpose={t('jobs.titlePurpose')}>
      <WorkTabs />
      <div className="filter-bar">
        <Select
          className="sys-state"
          aria-label={t('jobs.state')}
          value={state ?? ''}
          onChange={(value) => filterBy({ state: value })}
          options={[{ value: '', label: t('jobs.any') }, ...states.map((value) => ({ value, label: t(`jobs.states.${value}`) }))]}
        />
      </div>
      <div className="panel">
        <Loaded query={jobs} rows={8}>
          {({ items, next_cursor }) =>
            items.length === 0 ? (
              <EmptyState icon={<ClockCircleOutlined />} title={t(state ? 'jobs.noneFoundTitle' : 'jobs.emptyTitle')} text={t(state ? 'jobs.noneFoundText' : 'jobs.emptyText')} />
            ) : (
              <>
                <RowTable columns={columns} rows={items} idOf={(job) => job.id} width={820} onOpen={(job) => change({ job: job.id })} />
                <CursorPager {...pager} nextCursor={next_cursor} />
              </>
            )
          }
        </Loaded>
      </div>
      <JobDrawer jobId={search.get('job')} onClose={() => change({ job: null })} />
    </Page>
  );
}
