import { useQuery } from '@tanstack/react-query';
import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { peopleNamedQuery } from '@/page/peopleQueries';
import { RowTable } from '@/page/RowTable';
import { Time } from '@/page/Time';
import { Tone } from '@/page/Tone';
import type { Order } from '../types';
import { stateTones } from './orderState';

interface OrderTableProps {
  orders: readonly Order[];
  channels: readonly { code: string; name: string }[];
  onOpen: (id: string) => void;
  choice?: { chosen: string[]; onChoose: (ids: string[]) => void };
}

export function OrderTable({ orders, channels, onOpen, choice }: OrderTableProps) {
  const { t } = useTranslation('mall');
  const format = useFormat();
  const mayPeople = useMay('people.read');
  const named = useQuery(peopleNamedQuery(mayPeople ? [...new Set(orders.map((each) => each.person_id))] : []));
  const names = new Map((named.data ?? []).map((person) => [person.id, person.name || person.phone_masked || person.email_masked]));
  const channelName = (code: string) => channels.find((each) => each.code === code)?.name ?? code;
  const columns: TableColumnsType<Order> = [
    {
      title: t('orders.columns.order'),
      key: 'name',
      width: 168,
      render: (_, order) => (
        <button
          type="button"
          className="mall-link mall-two-lines"
          onClick={(event) => {
            event.stopPropagation();
            onOpen(order.id);
          }}
        >
          <span className="figures">{order.id}</span>
          <span className="muted ellipsis">{names.get(order.person_id) || order.person_id}</span>
        </button>
      ),
    },
    {
      title: t('orders.columns.goods'),
      key: 'goods',
      render: (_, order) => (
        <span className="mall-two-lines">
          <span className="ellipsis">{order.lines.map((line) => line.title).join(t('listComma'))}</span>
          <span className="muted">{t('orders.units', { count: order.lines.reduce((sum, line) => sum + line.quantity, 0) })}</span>
        </span>
      ),
    },
    {
      title: t('orders.columns.total'),
      key: 'total',
      width: 132,
      align: 'right',
      render: (_, order) => (
        <span className="mall-two-lines figures">
          <span>{format.money(order.total_minor)}</span>
          {order.discount_minor > 0 && <span className="muted">{t('orders.saved', { amount: format.money(order.discount_minor) })}</span>}
        </span>
      ),
    },
    { title: t('orders.columns.state'), key: 'state', width: 112, render: (_, order) => <Tone tone={stateTones[order.state]}>{t(`orders.states.${order.state}`)}</Tone> },
    {
      title: t('orders.columns.channel'),
      key: 'channel',
      width: 148,
      render: (_, order) => (
        <span className="mall-two-lines">
          <span className="ellipsis">{channelName(order.sales_channel)}</span>
          <span className="muted">{t(`orders.fulfilments.${order.fulfilment}`)}</span>
        </span>
      ),
    },
    { title: t('orders.columns.placed'), key: 'placed', width: 112, render: (_, order) => <Time value={order.placed_at} /> },
  ];
  return <RowTable rows={orders} columns={columns} idOf={(order) => order.id} width={900} onOpen={(order) => onOpen(order.id)} choice={choice} />;
}
