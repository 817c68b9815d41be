import { ProfileOutlined, SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { CursorPager } from '@/page/CursorPager';
import { EmptyState } from '@/page/EmptyState';
import { ErrorState } from '@/page/ErrorState';
import { Page } from '@/page/Page';
import { PageSkeleton } from '@/page/PageSkeleton';
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
  const found = planned ? plannedFound : seenFound;
  const open = (event: string) => change({ event });

  return (
    <Page title={t('title')} purpose={t('titlePurpose')} actions={<AddEvent onAdded={open} />}>
      <DefaultMode />
      <div className="filter-bar">
        <Segmented
          aria-label={t('views.label')}
          value={view}
          onChange={(value) => filterBy({ view: value === 'seen' ? null : value })}
          options={views.map((value) => ({ value, label: t(`views.${value}`) }))}
        />
        <SearchBox key={q} value={q ?? ''} onSearch={(value) => filterBy({ q: value })} />
      </div>
      <div className="panel">{content()}</div>
      <EventDrawer event={search.get('event')} onClose={() => change({ event: null })} />
    </Page>
  );

  function content() {
    if (found.error && !found.data) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
    if (!found.data) return <PageSkeleton rows={10} />;
    if (found.data.items.length === 0) return empty();
    return (
      <>
        {planned
          ? plannedFound.data && <PlannedTable events={plannedFound.data.items} stale={plannedFound.isPlaceholderData} onOpen={open} />
          : seenFound.data && <SeenTable events={seenFound.data.items} stale={seenFound.isPlaceholderData} onOpen={open} />}
        <CursorPager {...pager} nextCursor={found.data.next_cursor} />
      </>
    );
  }

  function empty() {
    if (q) {
      return (
        <EmptyState
          icon={<SearchOutlined />}
          title={t('noneFoundTitle')}
          text={t('noneFoundText')}
          actions={<Button onClick={() => filterBy({ q: null })}>{t('clearFilter')}</Button>}
        />
      );
    }
    return (
      <EmptyState
        icon={<ProfileOutlined />}
        title={t(`empty.${view}Title`)}
        text={t(`empty.${view}Text`)}
        actions={view === 'seen' && <Button onClick={() => void navigate('/sources')}>{t('empty.connect')}</Button>}
      />
    );
  }
}

function SearchBox({ value, onSearch }: { value: string; onSearch: (value: string) => void }) {
  const { t } = useTranslation('plan');
  const [text, setText] = useState(value);
  return (
    <Input
      className="plan-search"
      prefix={<SearchOutlined />}
      placeholder={t('searchHint')}
      aria-label={t('searchHint')}
      allowClear
      value={text}
      onChange={(input) => {
        setText(input.target.value);
        if (!input.target.value) onSearch('');
      }}
      onPressEnter={() => onSearch(text.trim())}
      onBlur={() => text.trim() !== value && onSearch(text.trim())}
    />
  );
}
