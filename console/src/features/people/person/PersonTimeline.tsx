import { HistoryOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TimelineItem } from '@/api/types';
import { useFormat } from '@/format/useFormat';
import { EmptyState } from '@/page/EmptyState';
import { ErrorState } from '@/page/ErrorState';
import { PageSkeleton } from '@/page/PageSkeleton';
import { useNow } from '@/page/Time';
import { useAddress } from '@/page/useAddress';
import { eventNamesQuery, timelineQuery } from './personQueries';
import { eventsAsked, groupByDay, itemIn } from './timeline';
import { TimelineDrawer } from './TimelineDrawer';
import { TimelineEntry } from './TimelineEntry';
import { TimelineFilters } from './TimelineFilters';
import { useReached } from './useReached';

/** Everything that happened around a person, newest first, under the day it happened on. */
export function PersonTimeline({ personId }: { personId: string }) {
  const { t } = useTranslation('people');
  const { search, change } = useAddress();
  const names = useQuery(eventNamesQuery(personId)).data?.items ?? [];
  const event = search.get('event');
  const family = search.get('kind');
  const asked = eventsAsked(names, family, event);
  const nothing = asked !== null && asked.length === 0;
  const timeline = useInfiniteQuery({ ...timelineQuery(personId, asked ?? []), enabled: !nothing });
  const items = nothing ? [] : (timeline.data?.pages.flatMap((page) => page.items) ?? []);
  const more = timeline.hasNextPage && !timeline.isFetchingNextPage && !timeline.isFetchNextPageError;
  const end = useReached(() => more && void timeline.fetchNextPage());
  const filtered = Boolean(event || family);

  return (
    <>
      <TimelineFilters names={names} event={event} family={family} onChange={(changes) => change(changes, { replace: true })} />
      {timeline.error && items.length === 0 && <ErrorState error={timeline.error} onRetry={() => void timeline.refetch()} />}
      {timeline.isPending && !nothing && <PageSkeleton rows={6} />}
      {(timeline.isSuccess || nothing) && items.length === 0 && (
        <EmptyState icon={<HistoryOutlined />} title={t('noEventsTitle')} text={filtered ? t('noEventsFiltered') : t('noEventsText')} />
      )}
      <Days items={items} stale={timeline.isPlaceholderData} onOpen={(item) => change({ message: item.message_id })} />
      {timeline.hasNextPage && !nothing && (
        <div ref={end}>
          <Button block type="text" loading={timeline.isFetchingNextPage} onClick={() => void timeline.fetchNextPage()}>
            {t('loadMore')}
          </Button>
        </div>
      )}
      <TimelineDrawer item={itemIn(items, search.get('message'))} onClose={() => change({ message: null })} />
    </>
  );
}

function Days({ items, stale, onOpen }: { items: TimelineItem[]; stale: boolean; onOpen: (item: TimelineItem) => void }) {
  const format = useFormat();
  const now = useNow();
  return (
    <div className={stale ? 'timeline-stale' : undefined}>
      {groupByDay(items, (item) => format.day(new Date(item.time))).map(({ day, items: ofDay }) => (
        <section key={day} className="timeline-day">
          <h2>{format.dayHeading(new Date(ofDay[0]?.time ?? day), now)}</h2>
          <ul className="timeline">
            {ofDay.map((item) => (
              <TimelineEntry key={item.message_id} item={item} onOpen={onOpen} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
