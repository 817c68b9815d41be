import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { LinkButton } from '@/page/LinkButton';
import { useConfirm } from '@/page/useConfirm';
import type { Order } from '../types';
import { useCloseOrder } from './orderQueries';
import { unitsToShip } from './orderState';
import { RepriceForm } from './RepriceForm';
import { ShipForm } from './ShipForm';

/** What can be done to an order now; the form for it opens in place. */
export function OrderActs({ order }: { order: Order }) {
  const { t } = useTranslation('mall');
  const confirm = useConfirm();
  const close = useCloseOrder(order.id);
  const mayFulfil = useMay('commerce.fulfil');
  const mayReprice = useMay('commerce.reprice');
  const mayServe = useMay('commerce.serve');
  const [act, setAct] = useState<'ship' | 'price' | null>(null);
  const paid = order.pay_state === 'paid' || order.pay_state === 'part_refunded';
  const canShip = mayFulfil && paid && order.fulfilment !== 'pickup' && order.lines.some((line) => unitsToShip(line) > 0);
  const canVerify = mayFulfil && order.state === 'awaiting_pickup';
  const unpaid = order.pay_state === 'unpaid';

  const askToClose = () =>
    confirm({ title: t('orders.closeTitle', { order: order.id }), content: t('orders.closeText'), okText: t('orders.close'), run: () => close.mutateAsync(undefined), done: t('orders.closed') });

  if (act === 'ship' && canShip) return <ShipForm order={order} onDone={() => setAct(null)} />;
  if (act === 'price' && unpaid) return <RepriceForm order={order} onDone={() => setAct(null)} />;
  if (!canShip && !canVerify && !(unpaid && (mayReprice || mayServe))) return null;
  return (
    <div className="mall-acts">
      {canShip && (
        <Button type="primary" onClick={() => setAct('ship')}>
          {t('orders.ship')}
        </Button>
      )}
      {canVerify && (
        <LinkButton type="primary" to="/verification">
          {t('orders.verify')}
        </LinkButton>
      )}
      {unpaid && mayReprice && <Button onClick={() => setAct('price')}>{t('orders.reprice')}</Button>}
      {unpaid && mayServe && (
        <Button danger onClick={askToClose}>
          {t('orders.close')}
        </Button>
      )}
    </div>
  );
}
