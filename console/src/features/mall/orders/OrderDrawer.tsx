import { useQuery } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '@/format/useFormat';
import { Facts } from '@/page/Facts';
import { Loaded } from '@/page/Loaded';
import { Tone } from '@/page/Tone';
import { Parcels } from '../parcels/Parcels';
import { PersonName } from '../PersonName';
import type { Order } from '../types';
import { OrderActs } from './OrderActs';
import { OrderAddress } from './OrderAddress';
import { OrderExplained } from './OrderExplained';
import { OrderLines } from './OrderLines';
import { OrderNotes } from './OrderNotes';
import { OrderPast } from './OrderPast';
import { orderQuery, salesChannelsQuery } from './orderQueries';
import { stateTones } from './orderState';

/** One order, with all that was ever done to it. */
export function OrderDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  return (
    <Drawer open={id !== null} onClose={onClose} size={640} title={id} destroyOnHidden>
      {id && <Asked key={id} id={id} />}
    </Drawer>
  );
}

function Asked({ id }: { id: string }) {
  const order = useQuery(orderQuery(id));
  return <Loaded query={order}>{(found) => <Opened order={found} />}</Loaded>;
}

function Opened({ order }: { order: Order }) {
  const { t } = useTranslation('mall');
  const format = useFormat();
  const channels = useQuery(salesChannelsQuery).data;
  const channelName = channels?.find((each) => each.code === order.sales_channel)?.name ?? order.sales_channel;
  const minus = (minor: number) => format.money(-minor);
  const facts = [
    { label: t('orders.customer'), value: <PersonName id={order.person_id} /> },
    { label: t('orders.columns.channel'), value: `${channelName} · ${t(`orders.fulfilments.${order.fulfilment}`)}` },
    ...(order.remark ? [{ label: t('orders.remark'), value: order.remark }] : []),
    ...(order.close_reason ? [{ label: t('orders.closeReason'), value: order.close_reason }] : []),
  ];
  const sums = [
    { label: t('sums.goods'), value: format.money(order.goods_minor) },
    ...(order.discount_minor ? [{ label: t('sums.discount'), value: minus(order.discount_minor) }] : []),
    ...(order.points_minor ? [{ label: t('sums.points', { points: format.number(order.points) }), value: minus(order.points_minor) }] : []),
    { label: t('sums.freight'), value: format.money(order.freight_minor) },
    { label: t('sums.total'), value: <strong>{format.money(order.total_minor)}</strong> },
    { label: t('sums.paid'), value: format.money(order.paid_minor) },
    ...(order.refunded_minor ? [{ label: t('sums.refunded'), value: minus(order.refunded_minor) }] : []),
  ];
  return (
    <div className="mall-sections">
      <section>
        <div className="mall-head">
          <Tone tone={stateTones[order.state]}>{t(`orders.states.${order.state}`)}</Tone>
          <strong className="figures mall-big">{format.money(order.total_minor)}</strong>
          {order.state === 'after_sale' && <Link to="/after-sales">{t('orders.toAfterSales')}</Link>}
        </div>
        <OrderActs order={order} />
        <Facts facts={facts} />
        {order.fulfilment !== 'pickup' && <OrderAddress orderId={order.id} />}
      </section>
      <section>
        <h3>{t('orders.goods')}</h3>
        <OrderLines lines={order.lines} />
      </section>
      <section>
        <h3>{t('orders.money')}</h3>
        <Facts facts={sums} />
      </section>
      <Parcels orderId={order.id} />
      <OrderExplained orderId={order.id} />
      <OrderPast order={order} />
      <OrderNotes orderId={order.id} />
    </div>
  );
}
