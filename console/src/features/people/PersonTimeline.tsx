import { HistoryOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineItem } from '@/api/types';
import { useFormat } from '@/format/useFormat';
import { EmptyState } from '@/page/EmptyState';
import { ErrorState } from '@/page/ErrorState';
import { PageSkeleton } from '@/page/PageSkeleton';
import { useNow } from '@/page/Time';
import { useAddress } from '@/page/useAddress';
import { useEventLabel } from '@/page/useEventLabel';
import { timelineQuery } from './peopleQueries';
import { TimelineEntry } from './TimelineEntry';
import { eventsSeen, groupByDay } from './timeline';

/** Everything that happened around a person, newest first, under the day it happened on. */
export function PersonTimeline({ personId }: { personId: string }) {
  const { t } = useTranslation('people');
  const eventLabel = useEventLabel();
  const { search, change } = useAddress();
  const event = search.get('event') ?? undefined;
  const timeline = useInfiniteQuery(timelineQuery(personId, event));
  const items = timeline.data?.pages.flatMap((page) => page.items) ?? [];
  const [known, setKnown] = useState<string[]>([]);
  const names = eventsSeen(items, event ? [...known, event] : known);
  if (names.length !== known.length) setKnown(names);

  return (
    <>
      <div className="filter-bar">
        <Select
          className="timeline-filter"
          aria-label={t('filterEvent')}
          placeholder={t('filterEvent')}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={event}
          onChange={(value: string | undefined) => change({ event: value }, { replace: true })}
          options={names.map((name) => ({ value: name, label: eventLabel(name, 'track') }))}
        />
      </div>
      {timeline.error && items.length === 0 && <ErrorState error={timeline.error} onRetry={() => void timeline.refetch()} />}
      {timeline.isPending && <PageSkeleton rows={6} />}
      {timeline.isSuccess && items.length === 0 && (
        <EmptyState icon={<HistoryOutlined />} title={t('noEventsTitle')} text={event ? t('noEventsFiltered') : t('noEventsText')} />
      )}
      <Days items={items} />
      {timeline.hasNextPage && (
        <Button block type="text" loading={timeline.isFetchingNextPage} onClick={() => void timeline.fetchNextPage()}>
          {t('loadMore')}
        </Button>
      )}
    </>
  );
}

function Days({ items }: { items: readonly TimelineItem[] }) {
  const format = useFormat();
  const now = useNow();
  return groupByDay(items, (item) => format.day(new Date(item.time))).map(({ day, items: ofDay }) => (
    <section key={day} className="timeline-day">
      <h2>{ofDay[0] && format.dayHeading(new Date(ofDay[0].time), now)}</h2>
      <ol className="timeline">
        {ofDay.map((item) => (
          <TimelineEntry key={item.message_id} item={item} />
        ))}
      </ol>
    </section>
  ));
}
