import { DownloadOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useNode } from '@/app/node';
import { useFormat } from '@/format/useFormat';
import { CursorPager } from '@/page/CursorPager';
import { ErrorState } from '@/page/ErrorState';
import { Page } from '@/page/Page';
import { PageSkeleton } from '@/page/PageSkeleton';
import { useNarrow } from '@/page/useNarrow';
import { usePaging } from '@/page/usePaging';
import { memberPeopleQuery, peopleQuery, valuesQuery } from '../peopleQueries';
import { AddPerson } from './AddPerson';
import { BulkBar } from './BulkBar';
import { columnsIn, needsValues, recallColumns, rememberColumns, type ListColumn } from './columns';
import { ColumnPicker } from './ColumnPicker';
import { ExportPeople } from './ExportPeople';
import { asFound, asQuery, isFiltered, noFilter, searchIn, sortedBy } from './listSearch';
import { NobodyFound } from './NobodyFound';
import { PeopleCards } from './PeopleCards';
import { PeopleFilters } from './PeopleFilters';
import { PeopleTable } from './PeopleTable';
import { useSelection } from './useSelection';
import './people.css';

export default function PeoplePage() {
  const { t } = useTranslation('people');
  const format = useFormat();
  const narrow = useNarrow();
  const node = useNode();
  const mayExport = useMay('people.export');
  const mayAdd = useMay('people.manage');
  const { search: address, change, filterBy, cursor, limit, pager } = usePaging();
  const [columns, setColumns] = useState(recallColumns);
  const search = searchIn(address);

  const listed = useQuery({ ...peopleQuery({ ...asQuery(search, node), cursor, limit }), enabled: !search.segment });
  const members = useQuery({ ...memberPeopleQuery(search.segment ?? '', cursor, limit), enabled: Boolean(search.segment) });
  const people = search.segment ? members : listed;
  const items = people.data?.items ?? [];
  const wanted = needsValues(columns) && !narrow ? items.map((person) => person.id) : [];
  const values = useQuery(valuesQuery(wanted));
  const selection = useSelection(items, `${JSON.stringify(search)}${node}`);

  const chooseColumns = (chosen: readonly string[]) => {
    const kept: ListColumn[] = columnsIn(chosen.join());
    rememberColumns(kept);
    setColumns(kept);
  };

  return (
    <Page
      title={t('title')}
      count={people.data?.total != null ? format.short(people.data.total) : people.data && t('manyPeople')}
      purpose={t('titlePurpose')}
      actions={
        <>
          {mayExport && !search.segment && (
            <Button icon={<DownloadOutlined />} disabled={items.length === 0} onClick={() => change({ export: 'new' })}>
              {t('export.open')}
            </Button>
          )}
          {mayAdd && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => change({ add: 'person' })}>
              {t('add.open')}
            </Button>
          )}
        </>
      }
    >
      <div className="filter-bar">
        <PeopleFilters search={search} onChange={filterBy} />
        {!narrow && <ColumnPicker columns={columns} onChange={chooseColumns} />}
      </div>
      <BulkBar
        selection={selection}
        total={people.data?.total}
        maySelectAll={!search.segment}
        found={asFound(search, node, selection.all ? 'all' : selection.ids)}
        onExport={mayExport ? () => change({ export: 'new' }) : undefined}
      />
      <div className="panel">{content()}</div>
      {mayAdd && <AddPerson open={address.get('add') === 'person'} onClose={() => change({ add: null })} />}
      {mayExport && (
        <ExportPeople
          job={address.get('export')}
          columns={columns}
          found={asFound(search, node, selection.count > 0 && !selection.all ? selection.ids : 'all')}
          count={selection.count > 0 && !selection.all ? selection.count : people.data?.total}
          onJob={(job) => change({ export: job }, { replace: true })}
        />
      )}
    </Page>
  );

  function content() {
    if (people.error) return <ErrorState error={people.error} onRetry={() => void people.refetch()} />;
    if (!people.data) return <PageSkeleton rows={12} />;
    if (items.length === 0) return <NobodyFound filtered={isFiltered(search)} onClear={() => filterBy(noFilter)} />;
    return (
      <>
        {narrow ? (
          <PeopleCards people={items} selection={mayAdd ? selection : undefined} />
        ) : (
          <PeopleTable
            people={items}
            columns={columns}
            values={values.data}
            stale={people.isPlaceholderData}
            order={search.order}
            ascending={search.ascending}
            sortable={!search.segment}
            selection={mayAdd || mayExport ? selection : undefined}
            onSort={(column, direction) => filterBy(sortedBy(column, direction))}
          />
        )}
        <CursorPager {...pager} nextCursor={people.data.next_cursor} />
      </>
    );
  }
}
