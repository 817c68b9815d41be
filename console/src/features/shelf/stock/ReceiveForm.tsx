import { useQuery } from '@tanstack/react-query';
import { App, Button, Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '@/page/useProblemText';
import { SkuSelect } from './SkuSelect';
import { locationsQuery, useReceive } from './stockQueries';

interface ReceiveFormProps {
  /** What is given cannot be chosen any more. */
  place?: { sku_id: string; location_id: string };
  onDone: () => void;
}

/** Goods that came in, or are written off: once by the reference, however often it is sent. */
export function ReceiveForm({ place, onDone }: ReceiveFormProps) {
  const { t } = useTranslation('shelf');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const locations = useQuery(locationsQuery);
  const receive = useReceive();
  const [sku, setSku] = useState<string | null>(place?.sku_id ?? null);
  const [location, setLocation] = useState<string | null>(place?.location_id ?? null);
  const [quantity, setQuantity] = useState<number | null>(null);
  const [reference, setReference] = useState('');
  const at = location ?? locations.data?.[0]?.id ?? null;
  const send = () => {
    if (!sku || !at || !quantity) return;
    receive.mutate(
      { sku_id: sku, location_id: at, quantity, reference: reference.trim() },
      {
        onSuccess: () => {
          void message.success(t('stock.moved'));
          onDone();
        },
      },
    );
  };
  return (
    <Form layout="vertical" onFinish={send}>
      {!place && (
        <>
          <Form.Item label={t('prices.sku')} required>
            <SkuSelect label={t('prices.sku')} value={sku} onChange={setSku} />
          </Form.Item>
          <Form.Item label={t('stock.location')} required>
            <Select aria-label={t('stock.location')} value={at} loading={locations.isLoading} onChange={setLocation} options={(locations.data ?? []).map((each) => ({ value: each.id, label: each.name }))} />
          </Form.Item>
        </>
      )}
      <div className="shelf-row">
        <Form.Item label={t('stock.quantity')} required extra={t('stock.quantityExtra')}>
          <InputNumber aria-label={t('stock.quantity')} precision={0} min={-1_000_000_000} max={1_000_000_000} value={quantity} onChange={setQuantity} />
        </Form.Item>
        <Form.Item label={t('stock.reference')} required extra={t('stock.referenceExtra')}>
          <Input aria-label={t('stock.reference')} maxLength={100} value={reference} onChange={(input) => setReference(input.target.value)} />
        </Form.Item>
      </div>
      {receive.error && <p className="shelf-problem">{problemText(receive.error).sentence}</p>}
      <Button type="primary" htmlType="submit" danger={(quantity ?? 0) < 0} disabled={!sku || !at || !quantity || !reference.trim()} loading={receive.isPending}>
        {(quantity ?? 0) < 0 ? t('stock.writeOff') : t('stock.takeIn')}
      </Button>
    </Form>
  );
}
