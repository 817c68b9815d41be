import { useQuery } from '@tanstack/react-query';
import { App, Button, InputNumber, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { components } from '@/api/schema';
import { useFormat } from '@/format/useFormat';
import { Loaded } from '@/page/Loaded';
import { RowTable } from '@/page/RowTable';
import { useProblemText } from '@/page/useProblemText';
import type { Transfer } from '../types';
import { transferLinesQuery, useReceiveTransfer } from './stockQueries';

type Line = components['schemas']['TransferLineOut'];

/** What was sent; whoever receives it writes down what arrived. */
export function TransferDrawer({ transfer, mayStock }: { transfer: Transfer; mayStock: boolean }) {
  const lines = useQuery(transferLinesQuery(transfer.id));
  return <Loaded query={lines}>{(found) => <Arrival transfer={transfer} lines={found} mayStock={mayStock && transfer.state === 'sent'} />}</Loaded>;
}

function Arrival({ transfer, lines, mayStock }: { transfer: Transfer; lines: Line[]; mayStock: boolean }) {
  const { t } = useTranslation('shelf');
  const format = useFormat();
  const { message } = App.useApp();
  const problemText = useProblemText();
  const receive = useReceiveTransfer(transfer.id);
  const [arrived, setArrived] = useState<Record<string, number>>({});
  const of = (line: Line) => arrived[line.sku_id] ?? line.sent;
  const columns: TableColumnsType<Line> = [
    {
      title: t('prices.sku'),
      key: 'name',
      render: (_, line) => (
        <span className="shelf-two-lines">
          <span className="ellipsis">{line.title}</span>
          <span className="muted ellipsis">{line.sku_code}</span>
        </span>
      ),
    },
    { title: t('transfers.sentPieces'), key: 'sent', width: 88, align: 'end', render: (_, line) => <span className="figures">{format.number(line.sent)}</span> },
    {
      title: t('transfers.arrived'),
      key: 'arrived',
      width: 128,
      align: 'end',
      render: (_, line) =>
        mayStock ? (
          <InputNumber aria-label={t('transfers.arrivedOf', { sku: line.title })} min={0} max={line.sent} precision={0} value={of(line)} onChange={(value) => setArrived({ ...arrived, [line.sku_id]: value ?? 0 })} />
        ) : (
          <span className="figures">{transfer.state === 'sent' ? t('transfers.onTheWay') : format.number(line.received)}</span>
        ),
    },
  ];
  return (
    <>
      <RowTable rows={lines} columns={columns} idOf={(line) => line.sku_id} width={480} />
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
