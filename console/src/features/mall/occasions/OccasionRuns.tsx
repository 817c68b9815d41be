import { useQuery } from '@tanstack/react-query';
import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { Loaded } from '@/page/Loaded';
import { Tone } from '@/page/Tone';
import { runsQuery, type OccasionRun } from './occasionQueries';

/** Its last days, and what each gave. */
export function OccasionRuns({ id }: { id: string }) {
  const { t } = useTranslation('mall');
  const format = useFormat();
  const runs = useQuery(runsQuery(id));
  const count = (key: 'given' | 'again' | 'refused') => ({ title: t(`occasions.runs.${key}`), key, align: 'right' as const, className: 'figures', render: (_: unknown, run: OccasionRun) => format.number(run[key]) });
  return (
    <section>
      <h3>{t('occasions.runs.title')}</h3>
      <Loaded query={runs} rows={4}>
        {(found) =>
          found.length === 0 ? (
            <p className="muted">{t('occasions.runs.none')}</p>
          ) : (
            <Table
              size="small"
              rowKey="day"
              pagination={false}
              scroll={{ x: 440 }}
              dataSource={found}
              columns={[
                { title: t('occasions.runs.day'), key: 'day', render: (_, run) => <span className="figures">{run.day}</span> },
                count('given'),
                count('again'),
                count('refused'),
                { title: t('occasions.runs.state'), key: 'state', width: 96, render: (_, run) => (run.finished_at ? <Tone tone="good">{t('occasions.runs.done')}</Tone> : <Tone tone="info">{t('occasions.runs.underWay')}</Tone>) },
              ]}
            />
          )
        }
      </Loaded>
    </section>
  );
}
