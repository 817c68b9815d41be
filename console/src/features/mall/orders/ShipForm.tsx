import { useQuery } from '@tanstack/react-query';
import { App, Button, Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '@/page/useProblemText';
import { carriersQuery } from '../carriers/carrierQueries';
import { useCarrierName } from '../carriers/useCarrierName';
import { useRequestWaybill } from '../parcels/parcelQueries';
import type { Order } from '../types';
import { useShip } from './orderQueries';
import { unitsToShip } from './orderState';

/** A parcel: by whom it goes, its number, and how many units of which lines lie in it. */
export function ShipForm({ order, onDone }: { order: Order; onDone: () => void }) {
  const { t } = useTranslation('mall');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const ship = useShip(order.id);
  const ask = useRequestWaybill(order.id);
  const { nameOf } = useCarrierName();
  const carriers = useQuery(carriersQuery).data?.filter((each) => each.active) ?? [];
  const open = order.lines.filter((line) => unitsToShip(line) > 0);
  const [carrier, setCarrier] = useState('');
  const [waybill, setWaybill] = useState('');
  const connected = carriers.find((each) => each.code === carrier)?.provider;
  const [units, setUnits] = useState<Record<string, number>>(() => Object.fromEntries(open.map((line) => [String(line.number), unitsToShip(line)])));
  const quantities = Object.fromEntries(Object.entries(units).filter(([, quantity]) => quantity > 0));
  const count = Object.values(quantities).reduce((sum, each) => sum + each, 0);

  const send = () =>
    ship.mutate(
      { carrier, waybill: carrier ? waybill.trim() : '', quantities },
      {
        onSuccess: () => {
          void message.success(t('ship.done'));
          onDone();
        },
      },
    );

  return (
    <Form layout="vertical" className="mall-form" onFinish={send}>
      <div className="mall-row">
        <Form.Item label={t('ship.carrier')}>
          <Select aria-label={t('ship.carrier')} autoFocus value={carrier} onChange={setCarrier} options={[{ value: '', label: t('ship.ownPeople') }, ...carriers.map((each) => ({ value: each.code, label: nameOf(each) }))]} />
        </Form.Item>
        <Form.Item label={t('ship.waybill')}>
          <div className="mall-together">
            <Input aria-label={t('ship.waybill')} maxLength={100} disabled={!carrier} value={waybill} onChange={(input) => setWaybill(input.target.value)} />
            {connected && (
              <Button loading={ask.isPending} onClick={() => ask.mutate(carrier, { onSuccess: (found) => setWaybill(found.number ?? '') })}>
                {t('ship.ask')}
              </Button>
            )}
          </div>
        </Form.Item>
      </div>
      <ul className="mall-lines">
        {open.map((line) => (
          <li key={line.number}>
            <div className="mall-line-what">
              <span>{line.title}</span>
              <span className="muted">{t('ship.left', { count: unitsToShip(line) })}</span>
            </div>
            <InputNumber
              aria-label={t('ship.unitsOf', { title: line.title })}
              min={0}
              max={unitsToShip(line)}
              precision={0}
              value={units[String(line.number)]}
              onChange={(value) => setUnits({ ...units, [String(line.number)]: value ?? 0 })}
            />
          </li>
        ))}
      </ul>
      {ask.error && <p className="mall-problem">{problemText(ask.error).sentence}</p>}
      {ship.error && <p className="mall-problem">{problemText(ship.error).sentence}</p>}
      <div className="mall-acts">
        <Button type="primary" htmlType="submit" disabled={count === 0 || (carrier !== '' && !waybill.trim())} loading={ship.isPending}>
          {t('ship.send', { count })}
        </Button>
        <Button onClick={onDone}>{t('cancel')}</Button>
      </div>
    </Form>
  );
}
