import { SearchOutlined } from '@ant-design/icons';
import type { UseQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CursorPager, pageSizes } from './CursorPager';
import { EmptyState } from './EmptyState';
import { Loaded } from './Loaded';
import { SearchBox } from './SearchBox';
import type { usePaging } from './usePaging';
import './list.css';

interface Listed<Row> {
  items: Row[];
  next_cursor?: string | null;
}

interface ListFrameProps<Row> {
  query: UseQueryResult<Listed<Row>>;
  pager: ReturnType<typeof usePaging>['pager'];
  search?: { value: string; hint: string; onSearch: (words: string) => void };
  filters?: ReactNode;
  /** What can be done with the list as it stands, such as its export. */
  acts?: ReactNode;
  /** Whether words or filters leave anything out, and how to be rid of them. */
  filtered?: boolean;
  onClear?: () => void;
  /** Instead of rows, where words and filters leave nothing. */
  noneFound?: { title: string; text: string };
  /** Instead of rows, where there is nothing at all. */
  empty: ReactNode;
  children: (rows: Row[]) => ReactNode;
}

/** What stands around the rows of every list: search, filters, acts; loading, error, nothing there, nothing found; pager. */
export function ListFrame<Row>({ query, pager, search, filters, acts, filtered = false, onClear, noneFound, empty, children }: ListFrameProps<Row>) {
  const { t } = useTranslation();
  const clear = onClear && <Button onClick={onClear}>{t('list.clear')}</Button>;
  return (
    <>
      {(search || filters || acts) && (
        <div className="filter-bar">
          {search && <SearchBox key={search.value} {...search} />}
          {filters}
          {filtered && (
            <Button type="link" onClick={onClear}>
              {t('list.clear')}
            </Button>
          )}
          {acts && <span className="list-acts">{acts}</span>}
        </div>
      )}
      <div className="panel">
        <Loaded query={query} rows={10}>
          {({ items, next_cursor }) => (items.length === 0 ? nothing() : rows(items, next_cursor))}
        </Loaded>
      </div>
    </>
  );

  function nothing() {
    if (!filtered || !noneFound) return empty;
    return <EmptyState icon={<SearchOutlined />} title={noneFound.title} text={noneFound.text} actions={clear} />;
  }

  function rows(items: Row[], next: string | null | undefined) {
    const paged = pager.cursor !== null || Boolean(next) || items.length > pageSizes[0];
    return (
      <>
        {/* The page before stays, paler, until the next has come. */}
        <div className={query.isPlaceholderData ? 'list-stale' : undefined} aria-busy={query.isPlaceholderData}>
          {children(items)}
        </div>
        {paged && <CursorPager {...pager} nextCursor={next} />}
      </>
    );
  }
}
