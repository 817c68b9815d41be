import { PlusOutlined, SwapOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { EmptyState } from '@/page/EmptyState';
import { ListFrame } from '@/page/ListFrame';
import { Page } from '@/page/Page';
import { RowTable } from '@/page/RowTable';
import { Time } from '@/page/Time';
import { Tone } from '@/page/Tone';
import { usePaging } from '@/page/usePaging';
import type { Transfer } from '../types';
import { StockTabs } from './StockTabs';
import { locationsQuery, transfersQuery } from './stockQueries';
import { TransferDrawer } from './TransferDrawer';
import { TransferForm } from './TransferForm';
import '../shelf.css';

export default function TransfersPage() {
  const { t } = useTranslation('shelf');
  const mayStock = useMay('commerce.stock');
  const { search, cursor, limit, change, pager } = usePaging();
  const locations = useQuery(locationsQuery);
  const transfers = useQuery(transfersQuery({ cursor, limit }));
  const nameOf = (id: string) => locations.data?.find((each) => each.id === id)?.name ?? id;
  const wayOf = (transfer: Transfer) => t('transfers.way', { from: nameOf(transfer.from_id), to: nameOf(transfer.to_id) });
  const create = mayStock && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => change({ new: '1' })}>
      {t('transfers.create')}
    </Button>
  );
  const columns: TableColumnsType<Transfer> = [
    {
      title: t('transfers.wayTitle'),
      key: 'name',
      render: (_, transfer) => (
        <button
          type="button"
          className="shelf-link"
          onClick={(event) => {
            event.stopPropagation();
            change({ transfer: transfer.id });
          }}
        >
          {wayOf(transfer)}
        </button>
      ),
    },
    { title: t('transfers.note'), key: 'note', render: (_, transfer) => <span className="ellipsis">{transfer.note}</span> },
    { title: t('transfers.sent'), key: 'sent', width: 112, render: (_, transfer) => <Time value={transfer.sent_at} /> },
    { title: t('products.columns.status'), key: 'state', width: 104, render: (_, transfer) => <Tone tone={transfer.state === 'sent' ? 'info' : 'good'}>{t(`transfers.states.${transfer.state}`)}</Tone> },
  ];
  const opened = transfers.data?.items.find((each) => each.id === search.get('transfer')) ?? null;
  return (
    <Page title={t('transfers.title')} purpose={t('transfers.purpose')} actions={create}>
      <StockTabs />
      <ListFrame query={transfers} pager={pager} empty={<EmptyState icon={<SwapOutlined />} title={t('transfers.none')} text={t('transfers.noneText')} actions={create} />}>
        {(found) => <RowTable rows={found} columns={columns} idOf={(each) => each.id} width={640} onOpen={(each) => change({ transfer: each.id })} />}
      </ListFrame>
      <Drawer open={opened !== null} onClose={() => change({ transfer: null })} size={560} title={opened ? wayOf(opened) : ''} destroyOnHidden>
        {opened && <TransferDrawer key={opened.id} transfer={opened} mayStock={mayStock} />}
      </Drawer>
      <Drawer open={mayStock && search.get('new') === '1'} onClose={() => change({ new: null })} size={560} title={t('transfers.create')} destroyOnHidden>
        <TransferForm onDone={() => change({ new: null })} />
      </Drawer>
    </Page>
  );
}
