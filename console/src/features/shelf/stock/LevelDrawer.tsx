import { useQuery } from '@tanstack/react-query';
import { App, Button, Drawer, InputNumber, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { components } from '@/api/schema';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { Facts } from '@/page/Facts';
import { Loaded } from '@/page/Loaded';
import { RowTable } from '@/page/RowTable';
import { Time } from '@/page/Time';
import { useNamed } from '@/page/useNamed';
import { useProblemText } from '@/page/useProblemText';
import type { StockLevel } from '../types';
import { QuotaList } from './QuotaList';
import { ReceiveForm } from './ReceiveForm';
import { levelQuery, stockLinesQuery, useSetSafety } from './stockQueries';

interface Place {
  sku_id: string;
  location_id: string;
}

type Line = components['schemas']['StockLineOut'];

/** Stock of one SKU in one place: who may sell how much of it, and every movement. */
export function LevelDrawer({ place, locationName, onClose }: { place: Place | null; locationName: string; onClose: () => void }) {
  const { t } = useTranslation('shelf');
  return (
    <Drawer open={place !== null} onClose={onClose} size={640} title={t('stock.one', { location: locationName })} destroyOnHidden>
      {place && <Asked key={`${place.sku_id}@${place.location_id}`} place={place} />}
    </Drawer>
  );
}

function Asked({ place }: { place: Place }) {
  const { t } = useTranslation('shelf');
  const level = useQuery(levelQuery(place));
  return <Loaded query={level}>{({ items: [found] }) => (found ? <Opened level={found} /> : <p className="muted">{t('stock.noneFound')}</p>)}</Loaded>;
}

function Opened({ level }: { level: StockLevel }) {
  const { t } = useTranslation('shelf');
  const format = useFormat();
  const mayStock = useMay('commerce.stock');
  const [moving, setMoving] = useState(false);
  const place = { sku_id: level.sku_id, location_id: level.location_id };
  return (
    <div className="shelf-sections">
      <section>
        <div className="shelf-head">
          <strong className="shelf-big">{level.title}</strong>
          <span className="muted">{level.sku_code}</span>
        </div>
        <Facts
          facts={[
            { label: t('stock.onHand'), value: format.number(level.on_hand) },
            { label: t('stock.reserved'), value: format.number(level.reserved) },
            { label: t('stock.setAside'), value: format.number(level.set_aside) },
            { label: t('stock.safety'), value: <Safety key={level.safety} place={place} safety={level.safety} mayStock={mayStock} /> },
            { label: t('stock.available'), value: <strong>{format.number(level.available)}</strong> },
          ]}
        />
        {mayStock && !moving && <Button onClick={() => setMoving(true)}>{t('stock.adjust')}</Button>}
        {moving && <ReceiveForm place={place} onDone={() => setMoving(false)} />}
      </section>
      <QuotaList place={place} mayStock={mayStock} />
      <section>
        <h3>{t('stock.ledger')}</h3>
        <Ledger place={place} />
      </section>
    </div>
  );
}

function Safety({ place, safety, mayStock }: { place: Place; safety: number; mayStock: boolean }) {
  const { t } = useTranslation('shelf');
  const format = useFormat();
  const { message } = App.useApp();
  const problemText = useProblemText();
  const set = useSetSafety(place);
  const [pieces, setPieces] = useState(safety);
  if (!mayStock) return format.number(safety);
  return (
    <span className="shelf-inline">
      <InputNumber size="small" aria-label={t('stock.safety')} min={0} max={1_000_000_000} precision={0} value={pieces} onChange={(value) => setPieces(value ?? 0)} />
      {pieces !== safety && (
        <Button size="small" type="primary" loading={set.isPending} onClick={() => set.mutate(pieces, { onSuccess: () => void message.success(t('stock.safetySaved')), onError: (error) => void message.error(problemText(error).sentence) })}>
          {t('save')}
        </Button>
      )}
    </span>
  );
}

function Ledger({ place }: { place: Place }) {
  const { t } = useTranslation('shelf');
  const format = useFormat();
  const named = useNamed();
  const lines = useQuery(stockLinesQuery(place));
  const signed = (value: number) => (value > 0 ? `+${format.number(value)}` : format.number(value));
  const columns: TableColumnsType<Line> = [
    { title: t('stock.what'), key: 'name', width: 104, render: (_, line) => named('shelf:stock.kinds', line.kind) },
    { title: t('stock.onHand'), key: 'onHand', width: 88, align: 'end', render: (_, line) => <span className="figures">{signed(line.on_hand)}</span> },
    { title: t('stock.reserved'), key: 'reserved', width: 88, align: 'end', render: (_, line) => <span className="figures">{signed(line.reserved)}</span> },
    { title: t('stock.cause'), key: 'cause', render: (_, line) => <span className="shelf-cause">{line.cause}</span> },
    { title: t('stock.at'), key: 'at', width: 112, render: (_, line) => <Time value={line.at} /> },
  ];
  return <Loaded query={lines}>{({ items }) => (items.length === 0 ? <p className="muted">{t('stock.noLines')}</p> : <RowTable rows={items} columns={columns} idOf={(line) => `${line.cause}:${line.kind}`} width={560} />)}</Loaded>;
}
