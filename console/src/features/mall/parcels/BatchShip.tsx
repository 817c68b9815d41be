import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Drawer, Form, Input, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OneFileField } from '@/page/OneFileField';
import { useProblemText } from '@/page/useProblemText';
import { carriersQuery } from '../carriers/carrierQueries';
import { useCarrierName } from '../carriers/useCarrierName';
import type { Order, ShipBatch } from '../types';
import { BatchOutcome } from './BatchOutcome';
import { useShipChosen, useShipFile } from './parcelQueries';

interface BatchShipProps {
  open: boolean;
  orders: readonly Order[];
  onClose: () => void;
}

/** Many parcels at once: the orders that were chosen, or a file; tried first, then shipped. */
export function BatchShip({ open, orders, onClose }: BatchShipProps) {
  const { t } = useTranslation('mall');
  return (
    <Drawer open={open} onClose={onClose} size={640} title={t('batch.title')} destroyOnHidden>
      <Opened orders={orders} />
    </Drawer>
  );
}

function Opened({ orders }: { orders: readonly Order[] }) {
  const { t } = useTranslation('mall');
  const [way, setWay] = useState<'chosen' | 'file'>(orders.length > 0 ? 'chosen' : 'file');
  return (
    <div className="mall-sections">
      <Segmented
        aria-label={t('batch.way')}
        block
        value={way}
        onChange={setWay}
        options={[
          { value: 'chosen' as const, label: t('batch.chosen', { count: orders.length }), disabled: orders.length === 0 },
          { value: 'file' as const, label: t('batch.file') },
        ]}
      />
      {way === 'chosen' ? <ChosenOrders orders={orders} /> : <OneFile />}
    </div>
  );
}

function ChosenOrders({ orders }: { orders: readonly Order[] }) {
  const { t } = useTranslation('mall');
  const { nameOf } = useCarrierName();
  const carriers = useQuery(carriersQuery).data?.filter((each) => each.active) ?? [];
  const ship = useShipChosen();
  const [carrier, setCarrier] = useState<string>();
  const [numbers, setNumbers] = useState<Record<string, string>>({});
  const connected = carriers.find((each) => each.code === carrier)?.provider;
  const rows = orders.map((order) => ({ order_id: order.id, carrier: carrier ?? '', waybill: (numbers[order.id] ?? '').trim() }));
  return (
    <Form layout="vertical">
      <Form.Item label={t('ship.carrier')} extra={connected ? t('batch.willAsk') : undefined}>
        <Select
          aria-label={t('ship.carrier')}
          placeholder={t('ship.choose')}
          value={carrier}
          onChange={(chosen: string) => {
            setCarrier(chosen);
            ship.reset();
          }}
          options={carriers.map((each) => ({ value: each.code, label: nameOf(each) }))}
        />
      </Form.Item>
      <ul className="mall-lines">
        {orders.map((order) => (
          <li key={order.id} className="mall-batch-row">
            <div className="mall-line-what">
              <span className="figures">{order.id}</span>
              <span className="muted ellipsis">{order.lines.map((line) => line.title).join(t('listComma'))}</span>
            </div>
            <Input
              aria-label={t('batch.waybillOf', { order: order.id })}
              placeholder={t('ship.waybill')}
              maxLength={100}
              value={numbers[order.id] ?? ''}
              onChange={(input) => {
                setNumbers({ ...numbers, [order.id]: input.target.value });
                ship.reset();
              }}
            />
          </li>
        ))}
      </ul>
      <Run report={ship.data} error={ship.error} busy={ship.isPending} ready={Boolean(carrier)} onRun={(tried) => ship.mutateAsync({ rows, tried })} />
    </Form>
  );
}

function OneFile() {
  const { t, i18n } = useTranslation('mall');
  const ship = useShipFile();
  const [file, setFile] = useState<File | null>(null);
  const language = i18n.language.startsWith('zh') ? 'zh' : 'en';
  return (
    <Form layout="vertical">
      <Form.Item extra={t('batch.waitingExtra')}>
        <Button icon={<DownloadOutlined />} href={`/api/commerce/ship-batches/waiting?language=${language}`} download>
          {t('batch.waiting')}
        </Button>
      </Form.Item>
      <OneFileField
        file={file}
        label={t('batch.choose')}
        extra={t('batch.fileExtra')}
        onPick={(picked) => {
          setFile(picked);
          ship.reset();
        }}
      />
      <Run report={ship.data} error={ship.error} busy={ship.isPending} ready={file !== null} onRun={(tried) => (file ? ship.mutateAsync({ file, tried }) : Promise.reject(new Error('no file')))} />
    </Form>
  );
}

interface RunProps {
  report: ShipBatch | undefined;
  error: Error | null;
  busy: boolean;
  ready: boolean;
  onRun: (tried: boolean) => Promise<ShipBatch>;
}

/** Try first: shipping is offered only for what was tried as it stands. */
function Run({ report, error, busy, ready, onRun }: RunProps) {
  const { t } = useTranslation('mall');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const run = (tried: boolean) =>
    onRun(tried)
      .then((made) => {
        if (!made.dry_run) void message.success(t('batch.done', { count: made.shipped }));
      })
      // Shown in place.
      .catch(() => undefined);
  return (
    <>
      {error && <p className="mall-problem">{problemText(error).sentence}</p>}
      {report && <BatchOutcome report={report} />}
      <div className="mall-acts mall-batch-acts">
        <Button type={report ? 'default' : 'primary'} disabled={!ready} loading={busy} onClick={() => void run(true)}>
          {t('batch.try')}
        </Button>
        {report?.dry_run && report.shipped > 0 && (
          <Button type="primary" loading={busy} onClick={() => void run(false)}>
            {t('batch.ship', { count: report.shipped })}
          </Button>
        )}
      </div>
    </>
  );
}
