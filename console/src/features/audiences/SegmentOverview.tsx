import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Chart, lineFigure } from '@/chart';
import { useFormat } from '@/format/useFormat';
import { Figure } from '@/page/Figure';
import { Loaded } from '@/page/Loaded';
import type { Segment } from './audienceTypes';
import { DefinitionText } from './DefinitionText';
import { SamplePeople } from './SamplePeople';
import { SegmentUses } from './SegmentUses';
import { Change } from './SegmentTrend';
import { historyQuery, membersQuery } from './segmentQueries';
import { sizesByDay } from './sizes';

const periods = [7, 30, 90] as const;
const sampled = 6;

/** How large, how it got there, what it asks, and a few of those who are in it. */
export function SegmentOverview({ segment }: { segment: Segment }) {
  const { t } = useTranslation('audiences');
  const format = useFormat();
  const [days, setDays] = useState<number>(30);
  const history = useQuery(historyQuery(segment.id, days));
  const members = useQuery({ ...membersQuery(segment.id, { limit: sampled }), enabled: segment.computed_at !== null });
  const noted = history.data ?? [];
  // Notes are hourly; what the head says now is the end of the line.
  const known = noted.length > 0 && segment.size !== null && segment.evaluated_at ? [...noted, { time: segment.evaluated_at, size: segment.size }] : noted;
  const points = sizesByDay(known, days > 7 ? (time) => format.day(time) : (time) => `${format.day(time).slice(5)} ${format.minute(time)}`);
  const first = points.length > 1 ? points[0] : undefined;
  const figure = lineFigure({
    by: t('history.day'),
    categories: points.map((point) => point.at),
    series: [{ name: t('history.size'), values: points.map((point) => point.size) }],
    format: format.number,
  });
  return (
    <div className="segment-columns">
      <div className="segment-main">
        <section className="panel segment-block">
          <div className="segment-total">
            <Link to="?tab=people" className="segment-count">
              <Figure value={segment.size} definition={t('peopleCount', { people: segment.size === null ? '—' : format.number(segment.size) })} />
            </Link>
            <span>{t('people', { count: segment.size ?? 0 })}</span>
            {first && segment.size !== null && segment.size !== first.size && (
              <span className="muted segment-change">
                <Change change={segment.size - first.size} /> {t('history.against', { at: first.at })}
              </span>
            )}
            <Segmented
              size="small"
              className="segment-period"
              value={days}
              options={periods.map((value) => ({ value, label: t('history.days', { days: value }) }))}
              onChange={setDays}
            />
          </div>
          <Chart {...figure} name={`${segment.name} ${t('history.title')}`} title={t('history.title')} height={240} loading={history.isPending} empty={t('history.empty')} />
        </section>
        <section className="panel segment-block">
          <h2>{t('definition')}</h2>
          <DefinitionText condition={segment.definition.where} />
        </section>
      </div>
      <div className="segment-side">
        <section className="panel segment-block">
          <h2>{t('sample.title')}</h2>
          {segment.computed_at === null ? (
            <p className="muted">{t('notCounted')}</p>
          ) : (
            <Loaded query={members} rows={4}>
              {({ items }) =>
                items.length === 0 ? (
                  <p className="muted">{t('sample.none')}</p>
                ) : (
                  <>
                    <SamplePeople personIds={items.map((item) => item.person_id)} />
                    <Link to="?tab=people">{t('sample.all', { people: format.number(segment.size ?? items.length) })}</Link>
                  </>
                )
              }
            </Loaded>
          )}
        </section>
        <SegmentUses segment={segment} />
      </div>
    </div>
  );
}
