import { TeamOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { CursorPager } from '@/page/CursorPager';
import { EmptyState } from '@/page/EmptyState';
import { Loaded } from '@/page/Loaded';
import { usePaging } from '@/page/usePaging';
import type { Segment } from './audienceTypes';
import { PeopleRows } from './PeopleRows';
import { membersQuery } from './segmentQueries';

/** Everybody in the segment, a page at a time. */
export function MembersTab({ segment }: { segment: Segment }) {
  const { t } = useTranslation('audiences');
  const { limit, cursor, pager } = usePaging();
  const members = useQuery({ ...membersQuery(segment.id, { limit, cursor }), enabled: segment.computed_at !== null });
  if (segment.computed_at === null) return <EmptyState icon={<TeamOutlined />} title={t('notCounted')} text={t('membersEmptyText')} />;
  return (
    <div className="panel">
      <Loaded query={members}>
        {({ items, next_cursor }) =>
          items.length === 0 ? (
            <EmptyState icon={<TeamOutlined />} title={t('membersEmpty')} text={t('membersEmptyText')} />
          ) : (
            <>
              <PeopleRows personIds={items.map((item) => item.person_id)} />
              <CursorPager {...pager} nextCursor={next_cursor} />
            </>
          )
        }
      </Loaded>
    </div>
  );
}
