import { PlusOutlined, ShoppingOutlined, TruckOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useNode } from '@/app/node';
import { useMay, useMe } from '@/app/session';
import { dayStart } from '@/format/wallClock';
import { EmptyState } from '@/page/EmptyState';
import { LinkButton } from '@/page/LinkButton';
import { ListFrame } from '@/page/ListFrame';
import { Page } from '@/page/Page';
import { usePaging } from '@/page/usePaging';
import { DayField } from '../DayField';
import { BatchShip } from '../parcels/BatchShip';
import type { Order } from '../types';
import { OrderDrawer } from './OrderDrawer';
import { ordersQuery, salesChannelsQuery } from './orderQueries';
import { fulfilments, isPickupCode, orderCodeIn, payStates } from './orderState';
import { OrderTable } from './OrderTable';
import '../mall.css';

const filters = ['pay', 'by', 'channel', 'todo', 'from', 'to', 'person'] as const;

export default function OrdersPage() {
  const { t } = useTranslation('mall');
  const { message } = App.useApp();
  const { timezone } = useMe();
  const navigate = useNavigate();
  const mayVerify = useMay('commerce.fulfil');
  const mayServe = useMay('commerce.serve');
  const node = useNode();
  const { search, cursor, limit, filterBy, change, pager } = usePaging();
  const value = Object.fromEntries(filters.map((name) => [name, search.get(name) ?? '']));
  const orders = useQuery(
    ordersQuery({
      pay_state: payStates.find((each) => each === value.pay),
      fulfilment: fulfilments.find((each) => each === value.by),
      sales_channel_id: value.channel || undefined,
      person_id: value.person || undefined,
      unshipped: value.todo === '1' ? true : undefined,
      troubled: value.todo === 'trouble' ? true : undefined,
      since: value.from ? dayStart(value.from, timezone).toISOString() : undefined,
      until: value.to ? dayStart(value.to, timezone, 1).toISOString() : undefined,
      node_id: node,
      cursor,
      limit,
    }),
  );
  const channels = useQuery(salesChannelsQuery);
  // Kept whole, for what is chosen on one page is shipped from another.
  const [chosen, setChosen] = useState<Order[]>([]);
  const choose = (ids: string[]) => {
    const known = new Map([...chosen, ...(orders.data?.items ?? [])].map((order) => [order.id, order]));
    setChosen(ids.flatMap((id) => known.get(id) ?? []));
  };
  const endBatch = () => {
    setChosen([]);
    change({ batch: null });
  };

  const open = (text: string) => {
    const code = text.trim().toLowerCase();
    if (!code) return;
    if (orderCodeIn(code)) change({ order: code });
    else if (isPickupCode(code) && mayVerify) void navigate(`/verification?code=${code}`);
    else void message.info(t('orders.notACode'));
  };
  const select = (name: (typeof filters)[number], label: string, any: string, options: { value: string; label: string }[]) => (
    <Select className="list-filter" aria-label={label} value={value[name]} onChange={(chosen: string) => filterBy({ [name]: chosen })} options={[{ value: '', label: any }, ...options]} />
  );

  return (
    <Page
      title={t('ordersTitle')}
      purpose={t('ordersTitlePurpose')}
      actions={
        <>
          {mayVerify && (
            <Button type={chosen.length > 0 ? 'primary' : 'default'} icon={<TruckOutlined />} onClick={() => change({ batch: '1' })}>
              {chosen.length > 0 ? t('batch.openChosen', { count: chosen.length }) : t('batch.open')}
            </Button>
          )}
          {mayServe && (
            <LinkButton type={chosen.length > 0 ? 'default' : 'primary'} icon={<PlusOutlined />} to={value.person ? `/orders/new?person=${value.person}` : '/orders/new'}>
              {t('newOrder.open')}
            </LinkButton>
          )}
        </>
      }
    >
      <ListFrame
        query={orders}
        pager={pager}
        search={{ value: '', hint: t('orders.search'), onSearch: open }}
        filters={
          <>
            {select('todo', t('orders.todo'), t('orders.todoAny'), [
              { value: '1', label: t('orders.todoShip') },
              { value: 'trouble', label: t('orders.todoTrouble') },
            ])}
            {select('pay', t('orders.pay'), t('orders.payAny'), payStates.map((each) => ({ value: each, label: t(`orders.payStates.${each}`) })))}
            {select('by', t('orders.by'), t('orders.byAny'), fulfilments.map((each) => ({ value: each, label: t(`orders.fulfilments.${each}`) })))}
            {select('channel', t('orders.channel'), t('orders.channelAny'), (channels.data ?? []).map((each) => ({ value: each.id, label: each.name })))}
            <DayField label={t('orders.from')} value={value.from ?? ''} onChange={(day) => filterBy({ from: day })} />
            <DayField label={t('orders.to')} value={value.to ?? ''} onChange={(day) => filterBy({ to: day })} />
          </>
        }
        filtered={filters.some((name) => value[name])}
        onClear={() => filterBy(Object.fromEntries(filters.map((name) => [name, null])))}
        noneFound={{ title: t('orders.noneFound'), text: t('orders.noneFoundText') }}
        empty={<EmptyState icon={<ShoppingOutlined />} title={t('orders.none')} text={t('orders.noneText')} actions={<LinkButton to="/simulator">{t('orders.trySimulator')}</LinkButton>} />}
      >
        {(found) => <OrderTable orders={found} channels={channels.data ?? []} onOpen={(id) => change({ order: id })} choice={mayVerify ? { chosen: chosen.map((each) => each.id), onChoose: choose } : undefined} />}
      </ListFrame>
      <BatchShip open={mayVerify && search.get('batch') !== null} orders={chosen} onClose={endBatch} />
      <OrderDrawer id={search.get('order')} onClose={() => change({ order: null })} />
    </Page>
  );
}
