import { KeyOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNode } from '@/app/node';
import { useMay } from '@/app/session';
import { CursorPager } from '@/page/CursorPager';
import { EmptyState } from '@/page/EmptyState';
import { Loaded } from '@/page/Loaded';
import { Page } from '@/page/Page';
import { usePaging } from '@/page/usePaging';
import { DeveloperTabs } from './DeveloperTabs';
import { KeyDrawer } from './KeyDrawer';
import { keysQuery } from './keysQueries';
import { KeyTable } from './KeyTable';
import { NewKeyDrawer } from './NewKeyDrawer';
import './developers.css';

/** Keys with which other programs call. */
export default function KeysPage() {
  const { t } = useTranslation('developers');
  const { search, change, cursor, limit, filterBy, pager } = usePaging();
  const mayManage = useMay('organization.manage_keys');
  const revoked = search.has('revoked');
  const keys = useQuery(keysQuery({ revoked: revoked || undefined, node_id: useNode(), cursor, limit }));
  const add = mayManage && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => change({ add: '1' })}>
      {t('keys.add')}
    </Button>
  );
  return (
    <Page title={t('title')} purpose={t('keys.purpose')} actions={add}>
      <DeveloperTabs />
      <div className="filter-bar">
        <Checkbox checked={revoked} onChange={(box) => filterBy({ revoked: box.target.checked ? '1' : null })}>
          {t('keys.showRevoked')}
        </Checkbox>
      </div>
      <div className="panel">
        <Loaded query={keys} rows={6}>
          {({ items, next_cursor }) =>
            items.length === 0 ? (
              <EmptyState icon={<KeyOutlined />} title={t('keys.emptyTitle')} text={t('keys.emptyText')} actions={add} />
            ) : (
              <>
                <KeyTable keys={items} onOpen={(key) => change({ key })} />
                <CursorPager {...pager} nextCursor={next_cursor} />
              </>
            )
          }
        </Loaded>
      </div>
      <NewKeyDrawer open={search.has('add')} onClose={() => change({ add: null })} />
      <KeyDrawer apiKey={keys.data?.items.find((key) => key.id === search.get('key'))} onClose={() => change({ key: null })} />
    </Page>
  );
}
