import { SearchOutlined, TeamOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { CursorPager, pageSizes } from '@/page/CursorPager';
import { EmptyState } from '@/page/EmptyState';
import { ErrorState } from '@/page/ErrorState';
import { Page } from '@/page/Page';
import { PageSkeleton } from '@/page/PageSkeleton';
import { useAddress } from '@/page/useAddress';
import { useNarrow } from '@/page/useNarrow';
import { PeopleCards } from './PeopleCards';
import { PeopleTable } from './PeopleTable';
import { peopleQuery } from './peopleQueries';
import { personStates } from './PersonState';

export default function PeoplePage() {
  const { t } = useTranslation('people');
  const format = useFormat();
  const narrow = useNarrow();
  const { search, change } = useAddress();
  const [trail, setTrail] = useState<(string | null)[]>([]);
  const query = search.get('query') ?? '';
  const state = personStates.find((each) => each === search.get('state'));
  const cursor = search.get('cursor');
  const limit = pageSizes.find((size) => String(size) === search.get('limit')) ?? 20;

  const people = useQuery(
    peopleQuery({ query: query || undefined, state, cursor: cursor ?? undefined, limit }),
  );
  const filtered = Boolean(query || state);

  const filterBy = (changes: Record<string, string | null>) => {
    setTrail([]);
    change({ ...changes, cursor: null });
  };

  return (
    <Page title={t('title')} count={people.data?.total != null ? format.short(people.data.total) : undefined} purpose={t('titlePurpose')}>
      <div className="filter-bar">
        <SearchBox key={query} value={query} onSearch={(value) => filterBy({ query: value })} />
        <Select
          className="people-state"
          aria-label={t('columns.state')}
          value={state ?? ''}
          onChange={(value) => filterBy({ state: value })}
          options={[{ value: '', label: t('anyState') }, ...personStates.map((value) => ({ value, label: t(`states.${value}`) }))]}
        />
        {filtered && (
          <Button type="link" onClick={() => filterBy({ query: null, state: null })}>
            {t('clearFilter')}
          </Button>
        )}
      </div>
      <div className="panel">{content()}</div>
    </Page>
  );

  function content() {
    if (people.error) return <ErrorState error={people.error} onRetry={() => void people.refetch()} />;
    if (!people.data) return <PageSkeleton rows={12} />;
    const { items, next_cursor } = people.data;
    if (items.length === 0) return <NobodyFound filtered={filtered} onClear={() => filterBy({ query: null, state: null })} />;
    return (
      <>
        {narrow ? <PeopleCards people={items} /> : <PeopleTable people={items} stale={people.isPlaceholderData} />}
        <CursorPager
          cursor={cursor}
          nextCursor={next_cursor}
          pageSize={limit}
          trail={trail}
          onMove={(next, nextTrail) => {
            setTrail(nextTrail);
            change({ cursor: next });
          }}
          onPageSize={(size) => filterBy({ limit: String(size) })}
        />
      </>
    );
  }
}

function SearchBox({ value, onSearch }: { value: string; onSearch: (value: string) => void }) {
  const { t } = useTranslation('people');
  const [text, setText] = useState(value);
  return (
    <Input
      className="people-search"
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

function NobodyFound({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const { t } = useTranslation('people');
  if (filtered) {
    return (
      <EmptyState
        icon={<SearchOutlined />}
        title={t('noneFoundTitle')}
        text={t('noneFoundText')}
        actions={<Button onClick={onClear}>{t('clearFilter')}</Button>}
      />
    );
  }
  return <EmptyState icon={<TeamOutlined />} title={t('emptyTitle')} text={t('emptyText')} />;
}
