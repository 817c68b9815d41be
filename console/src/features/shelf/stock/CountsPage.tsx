import { AuditOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { EmptyState } from '@/page/EmptyState';
import { ListFrame } from '@/page/ListFrame';
import { Page } from '@/page/Page';
import { RowTable } from '@/page/RowTable';
import { Time } from '@/page/Time';
import { Tone, type ToneName } from '@/page/Tone';
import { usePaging } from '@/page/usePaging';
import type { StockTake } from '../types';
import { CountDrawer } from './CountDrawer';
import { StartCount } from './StartCount';
import { StockTabs } from './StockTabs';
import { countsQuery, locationsQuery } from './stockQueries';
import '../shelf.css';

const tones: Record<StockTake['state'], ToneName> = { counting: 'info', posted: 'good', dropped: 'idle' };

export default function CountsPage() {
  const { t } = useTranslation('shelf');
  const mayStock = useMay('commerce.stock');
  const { search, cursor, limit, change, pager } = usePaging();
  const locations = useQuery(locationsQuery);
  const counts = useQuery(countsQuery({ cursor, limit }));
  const nameOf = (id: string) => locations.data?.find((each) => each.id === id)?.name ?? id;
  const create = mayStock && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => change({ new: '1' })}>
      {t('counts.create')}
    </Button>
  );
  const columns: TableColumnsType<StockTake> = [
    {
      title: t('stock.location'),
      key: 'name',
      render: (_, count) => (
        <button
          type="button"
          className="shelf-link"
          onClick={(event) => {
            event.stopPropagation();
            change({ count: count.id });
          }}
        >
          {nameOf(count.location_id)}
        </button>
      ),
    },
    { title: t('transfers.note'), key: 'note', render: (_, count) => <span className="ellipsis">{count.note}</span> },
    { title: t('counts.started'), key: 'started', width: 112, render: (_, count) => <Time value={count.started_at} /> },
    { title: t('products.columns.status'), key: 'state', width: 104, render: (_, count) => <Tone tone={tones[count.state]}>{t(`counts.states.${count.state}`)}</Tone> },
  ];
  const opened = counts.data?.items.find((each) => each.id === search.get('count')) ?? null;
  return (
    <Page title={t('counts.title')} purpose={t('counts.purpose')} actions={create}>
      <StockTabs />
      <ListFrame query={counts} pager={pager} empty={<EmptyState icon={<AuditOutlined />} title={t('counts.none')} text={t('counts.noneText')} actions={create} />}>
        {(found) => <RowTable rows={found} columns={columns} idOf={(each) => each.id} width={640} onOpen={(each) => change({ count: each.id })} />}
      </ListFrame>
      <Drawer open={opened !== null} onClose={() => change({ count: null })} size={600} title={opened ? t('counts.one', { location: nameOf(opened.location_id) }) : ''} destroyOnHidden>
        {opened && <CountDrawer key={opened.id} count={opened} mayStock={mayStock && opened.state === 'counting'} />}
      </Drawer>
      <Drawer open={mayStock && search.get('new') === '1'} onClose={() => change({ new: null })} size={480} title={t('counts.create')} destroyOnHidden>
        <StartCount onDone={(id) => change({ new: null, count: id })} />
      </Drawer>
    </Page>
  );
}
