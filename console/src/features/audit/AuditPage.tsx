import { FileSearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNode } from '@/app/node';
import { CursorPager } from '@/page/CursorPager';
import { EmptyState } from '@/page/EmptyState';
import { Loaded } from '@/page/Loaded';
import { Page } from '@/page/Page';
import { usePaging } from '@/page/usePaging';
import { AuditDrawer } from './AuditDrawer';
import { AuditFilters, filterNames } from './AuditFilters';
import { auditQuery } from './auditQueries';
import { AuditTable } from './AuditTable';
import './audit.css';

/** Who changed what, when, from where. */
export default function AuditPage() {
  const { t } = useTranslation('audit');
  const { search, change, cursor, limit, filterBy, pager } = usePaging();
  const here = useNode();
  const read = (name: string) => search.get(name) ?? undefined;
  const lines = useQuery(
    auditQuery({
      actor: read('actor'),
      action: read('action'),
      target: read('target'),
      node_id: read('at') ?? here,
      since: read('since'),
      until: read('until'),
      cursor,
      limit,
    }),
  );
  const filtered = filterNames.some((name) => search.has(name));
  const clear = () => filterBy(Object.fromEntries(filterNames.map((name) => [name, null])));
  return (
    <Page title={t('title')} purpose={t('titlePurpose')}>
      <AuditFilters search={search} filtered={filtered} onFilter={filterBy} onClear={clear} />
      <div className="panel">
        <Loaded query={lines} rows={12}>
          {({ items, next_cursor }) =>
            items.length === 0 ? (
              <EmptyState
                icon={<FileSearchOutlined />}
                title={filtered ? t('noneFoundTitle') : t('emptyTitle')}
                text={filtered ? t('noneFoundText') : t('emptyText')}
                actions={filtered && <Button onClick={clear}>{t('clear')}</Button>}
              />
            ) : (
              <>
                <AuditTable lines={items} onOpen={(line) => change({ line })} />
                <CursorPager {...pager} nextCursor={next_cursor} />
              </>
            )
          }
        </Loaded>
      </div>
      <AuditDrawer line={lines.data?.items.find((line) => line.id === search.get('line'))} onClose={() => change({ line: null })} onFilter={(changes) => filterBy({ line: null, ...changes })} />
    </Page>
  );
}
