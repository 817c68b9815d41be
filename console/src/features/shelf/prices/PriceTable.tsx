import { App, Button, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { RowTable } from '@/page/RowTable';
import { useProblemText } from '@/page/useProblemText';
import { MoneyField } from '../MoneyField';
import type { PriceLine } from '../types';
import { beginningOf, changedLines, unfit, type Drafts, type PriceDraft } from './priceDrafts';
import { usePutPrices } from './priceQueries';

/** Prices of SKUs in one book, typed into the table and kept together. */
export function PriceTable({ book, lines, mayManage }: { book: string; lines: PriceLine[]; mayManage: boolean }) {
  const { t } = useTranslation('shelf');
  const format = useFormat();
  const { message } = App.useApp();
  const problemText = useProblemText();
  const put = usePutPrices(book);
  const [drafts, setDrafts] = useState<Drafts>({});
  const changed = changedLines(lines, drafts);
  const bad = Object.values(drafts).some(unfit);
  const draftOf = (line: PriceLine): PriceDraft => drafts[line.sku_id] ?? beginningOf(line);
  const write = (line: PriceLine, part: Partial<PriceDraft>) => setDrafts({ ...drafts, [line.sku_id]: { ...draftOf(line), ...part } });
  const nameOf = (line: PriceLine) => [line.title, ...Object.values(line.options as Record<string, string>)].join(' ');
  const send = () =>
    put.mutate(changed, {
      onSuccess: () => {
        setDrafts({});
        void message.success(t('prices.saved', { count: changed.length }));
      },
    });
  const columns: TableColumnsType<PriceLine> = [
    {
      title: t('prices.sku'),
      key: 'name',
      render: (_, line) => (
        <span className="shelf-two-lines">
          <span className="ellipsis">{nameOf(line)}</span>
          <span className="muted ellipsis">{line.sku_code}</span>
        </span>
      ),
    },
    {
      title: t('prices.parent'),
      key: 'parent',
      width: 128,
      align: 'end',
      render: (_, line) => (line.parent_minor === null ? <span className="muted">{t('prices.unsaid')}</span> : <span className="figures">{format.money(line.parent_minor)}</span>),
    },
    {
      title: t('prices.price'),
      key: 'price',
      width: 144,
      render: (_, line) => (
        <MoneyField
          label={t('prices.priceOf', { sku: nameOf(line) })}
          disabled={!mayManage}
          placeholder={line.parent_minor === null ? t('prices.unpriced') : t('prices.inherited')}
          value={draftOf(line).unit}
          onChange={(unit) => write(line, { unit })}
        />
      ),
    },
    { title: t('prices.crossedOut'), key: 'list', width: 168, render: (_, line) => <MoneyField label={t('prices.crossedOutOf', { sku: nameOf(line) })} disabled={!mayManage} value={draftOf(line).list} onChange={(list) => write(line, { list })} /> },
  ];
  return (
    <>
      <RowTable rows={lines} columns={columns} idOf={(line) => line.sku_id} width={680} />
      {bad && <p className="shelf-problem">{t('prices.unfit')}</p>}
      {put.error && <p className="shelf-problem">{problemText(put.error).sentence}</p>}
      {mayManage && changed.length > 0 && (
        <div className="shelf-acts shelf-save">
          <Button type="primary" disabled={bad} loading={put.isPending} onClick={send}>
            {t('prices.save', { count: changed.length })}
          </Button>
          <Button onClick={() => setDrafts({})}>{t('prices.drop')}</Button>
        </div>
      )}
    </>
  );
}
