import { useQuery } from '@tanstack/react-query';
import { App, Button, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { components } from '@/api/schema';
import { Loaded } from '@/page/Loaded';
import { useProblemText } from '@/page/useProblemText';
import type { Transfer } from '../types';
import { SkuTable, type Quantity } from './SkuTable';
import { transferLinesQuery, useReceiveTransfer } from './stockQueries';

type Line = components['schemas']['TransferLineOut'];

/** What was sent; whoever receives it writes down what arrived. */
export function TransferDrawer({ transfer, mayStock }: { transfer: Transfer; mayStock: boolean }) {
  const lines = useQuery(transferLinesQuery(transfer.id));
  return <Loaded query={lines}>{(found) => <Arrival transfer={transfer} lines={found} mayStock={mayStock && transfer.state === 'sent'} />}</Loaded>;
}

function Arrival({ transfer, lines, mayStock }: { transfer: Transfer; lines: Line[]; mayStock: boolean }) {
  const { t } = useTranslation('shelf');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const receive = useReceiveTransfer(transfer.id);
  const [arrived, setArrived] = useState<Record<string, number>>({});
  const of = (line: Line) => arrived[line.sku_id] ?? line.sent;
  const quantities: Quantity<Line>[] = [
    { key: 'sent', title: t('transfers.sentPieces'), of: (line) => line.sent },
    {
      key: 'arrived',
      title: t('transfers.arrived'),
      width: 128,
      of: (line) => {
        if (mayStock) return <InputNumber aria-label={t('transfers.arrivedOf', { sku: line.title })} min={0} max={line.sent} precision={0} value={of(line)} onChange={(value) => setArrived({ ...arrived, [line.sku_id]: value ?? 0 })} />;
        return transfer.state === 'sent' ? t('transfers.onTheWay') : line.received;
      },
    },
  ];
  return (
    <>
      <SkuTable lines={lines} quantities={quantities} />
      {receive.error && <p className="shelf-problem">{problemText(receive.error).sentence}</p>}
      {mayStock && (
        <div className="shelf-acts">
          <Button type="primary" loading={receive.isPending} onClick={() => receive.mutate(lines.map((line) => ({ sku_id: line.sku_id, quantity: of(line) })), { onSuccess: () => void message.success(t('transfers.receivedDone')) })}>
            {t('transfers.receive')}
          </Button>
        </div>
      )}
    </>
  );
}
