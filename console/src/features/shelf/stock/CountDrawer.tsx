import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { components } from '@/api/schema';
import { Loaded } from '@/page/Loaded';
import { useConfirm } from '@/page/useConfirm';
import { useProblemText } from '@/page/useProblemText';
import type { StockTake } from '../types';
import { readyLines, SkuLines, type SkuLine } from './SkuLines';
import { SkuTable, type Quantity } from './SkuTable';
import { countLinesQuery, useEndCount, useNoteCounted } from './stockQueries';

type Line = components['schemas']['StockTakeLineOut'];

const blank: SkuLine[] = [{ sku_id: null, quantity: null }];

/** What was counted beside what the books say; posted, the count becomes the stock. */
export function CountDrawer({ count, mayStock }: { count: StockTake; mayStock: boolean }) {
  const { t } = useTranslation('shelf');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const confirm = useConfirm();
  const lines = useQuery(countLinesQuery(count.id));
  const note = useNoteCounted(count.id);
  const end = useEndCount(count.id);
  const [fresh, setFresh] = useState<SkuLine[]>(blank);
  const ready = readyLines(fresh, 0);
  const quantities: Quantity<Line>[] = [
    { key: 'expected', title: t('counts.expected'), of: (line) => line.expected },
    { key: 'counted', title: t('counts.counted'), of: (line) => line.counted },
    { key: 'difference', title: t('counts.difference'), of: (line) => line.counted - line.expected, stands: (line) => (line.counted === line.expected ? 'back' : 'out') },
  ];
  const save = () =>
    note.mutate(ready, {
      onSuccess: () => {
        setFresh(blank);
        void message.success(t('counts.noted', { count: ready.length }));
      },
    });
  return (
    <div className="shelf-sections">
      {mayStock && (
        <section>
          <h3>{t('counts.add')}</h3>
          <SkuLines lines={fresh} least={0} onChange={setFresh} />
          {note.error && <p className="shelf-problem">{problemText(note.error).sentence}</p>}
          <div className="shelf-acts">
            <Button disabled={ready.length === 0} loading={note.isPending} onClick={save}>
              {t('counts.note')}
            </Button>
          </div>
        </section>
      )}
      <section>
        <h3>{t('counts.lines')}</h3>
        <Loaded query={lines}>{(found) => (found.length === 0 ? <p className="muted">{t('counts.noLines')}</p> : <SkuTable lines={found} quantities={quantities} />)}</Loaded>
      </section>
      {mayStock && (
        <div className="shelf-acts">
          <Button type="primary" disabled={!lines.data?.length} onClick={() => confirm({ title: t('counts.postTitle', { count: lines.data?.length ?? 0 }), content: t('counts.postText'), okText: t('counts.post'), danger: false, run: () => end.mutateAsync('posting'), done: t('counts.postedDone') })}>
            {t('counts.post')}
          </Button>
          <Button danger onClick={() => confirm({ title: t('counts.dropTitle'), okText: t('counts.drop'), run: () => end.mutateAsync('dropping'), done: t('counts.droppedDone') })}>
            {t('counts.drop')}
          </Button>
        </div>
      )}
    </div>
  );
}
