import { ProfileOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { EmptyState } from '@/page/EmptyState';
import { ListFrame } from '@/page/ListFrame';
import { Page } from '@/page/Page';
import { usePaging } from '@/page/usePaging';
import { AddEvent } from './AddEvent';
import { DefaultMode } from './DefaultMode';
import { EventDrawer } from './EventDrawer';
import { PlannedTable } from './PlannedTable';
import { plannedQuery, seenQuery } from './planQueries';
import { SeenTable } from './SeenTable';
import './plan.css';

const views = ['seen', 'unplanned', 'planned'] as const;

export default function PlanPage() {
  const { t } = useTranslation('plan');
  const navigate = useNavigate();
  const { search, change, limit, cursor, filterBy, pager } = usePaging();
  const view = views.find((each) => each === search.get('view')) ?? 'seen';
  const q = search.get('q') ?? undefined;
  const planned = view === 'planned';
  const seenFound = useQuery({ ...seenQuery({ q, cursor, limit, planned: view === 'unplanned' ? false : undefined }), enabled: !planned });
  const plannedFound = useQuery({ ...plannedQuery({ q, cursor, limit }), enabled: planned });
  const open = (event: string) => change({ event });

  const frame = {
    pager,
    search: { value: q ?? '', hint: t('searchHint'), onSearch: (value: string) => filterBy({ q: value }) },
    filters: (
      <Segmented
        aria-label={t('views.label')}
        value={view}
        onChange={(value) => filterBy({ view: value === 'seen' ? null : value })}
        options={views.map((value) => ({ value, label: t(`views.${value}`) }))}
      />
    ),
    filtered: Boolean(q),
    onClear: () => filterBy({ q: null }),
    noneFound: { title: t('noneFoundTitle'), text: t('noneFoundText') },
    empty: (
      <EmptyState
        icon={<ProfileOutlined />}
        title={t(`empty.${view}Title`)}
        text={t(`empty.${view}Text`)}
        actions={view === 'seen' && <Button onClick={() => void navigate('/sources')}>{t('empty.connect')}</Button>}
      />
    ),
  };

  return (
    <Page title={t('title')} purpose={t('titlePurpose')} actions={<AddEvent onAdded={open} />}>
      <DefaultMode />
      {planned ? (
        <ListFrame {...frame} query={plannedFound}>
          {(events) => <PlannedTable events={events} onOpen={open} />}
        </ListFrame>
      ) : (
        <ListFrame {...frame} query={seenFound}>
          {(events) => <SeenTable events={events} onOpen={open} />}
        </ListFrame>
      )}
      <EventDrawer event={search.get('event')} onClose={() => change({ event: null })} />
    </Page>
  );
}
