import { DeleteOutlined } from '@ant-design/icons';
import { useQueries } from '@tanstack/react-query';
import { Button, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { useFormat } from '@/format/useFormat';
import { FieldBox } from './FieldBox';
import { GoodsChoice } from './GoodsChoice';
import { soldQuery } from './newOrderQueries';
import { quantityMax, withOneMore, type DraftLine } from './staffOrder';
import type { StaffOrdering } from './useStaffOrder';

/** What is bought: each line with its price, how many there are, and what is wrong with it. */
export function GoodsFields({ ordering }: { ordering: StaffOrdering }) {
  const { t } = useTranslation('mall');
  const format = useFormat();
  const { draft, change, problemAt, quote, error } = ordering;
  const unsold = useUnsold(draft.lines, draft.channel, error !== null && asProblem(error).code === 'items_unsellable');
  const priced = new Map(quote?.lines.map((line) => [line.sku_id, line]));
  const write = (index: number, quantity: number) => change({ lines: draft.lines.map((line, at) => (at === index ? { ...line, quantity } : line)) });
  return (
    <section className="panel mall-panel">
      <h2>{t('newOrder.goods')}</h2>
      <FieldBox label={t('newOrder.addGoods')} required problem={problemAt('goods')}>
        <GoodsChoice channel={draft.channel} onChoose={(sku) => change({ lines: withOneMore(draft.lines, sku) })} />
      </FieldBox>
      {draft.lines.length > 0 && (
        <ul className="mall-lines desk-lines">
          {draft.lines.map(({ sku, quantity }, index) => {
            const line = priced.get(sku.id);
            const available = line?.available ?? sku.available;
            const unit = line?.unit_minor ?? sku.unit_minor;
            return (
              <li key={sku.id}>
                <div className="mall-line-what">
                  <span>{sku.title}</span>
                  <span className="muted figures">{[sku.code, format.money(unit)].join(' · ')}</span>
                  {unsold.has(sku.id) ? (
                    <span className="desk-short">{t('newOrder.notSold')}</span>
                  ) : (
                    <span className={quantity > available ? 'desk-short' : 'muted'}>{quantity > available ? t('newOrder.short', { count: available }) : t('newOrder.inStock', { count: available })}</span>
                  )}
                </div>
                <div className="desk-line-acts">
                  <InputNumber
                    aria-label={t('newOrder.quantityOf', { title: sku.title })}
                    className="mall-few"
                    status={quantity > available ? 'error' : undefined}
                    min={1}
                    max={quantityMax}
                    precision={0}
                    value={quantity}
                    onChange={(value) => value && write(index, value)}
                  />
                  <span className="mall-line-sum figures desk-line-sum">
                    {line && line.quantity === quantity && <span>{format.money(line.paid_minor)}</span>}
                    {line && line.quantity === quantity && line.paid_minor !== unit * quantity && <s className="muted">{format.money(unit * quantity)}</s>}
                  </span>
                  <Button type="text" icon={<DeleteOutlined />} aria-label={t('newOrder.removeLine', { title: sku.title })} onClick={() => change({ lines: draft.lines.filter((_, at) => at !== index) })} />
                </div>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

/** SKUs among the lines that the channel does not sell; looked up only where the server refused the whole. */
function useUnsold(lines: readonly DraftLine[], channel: string, asked: boolean): ReadonlySet<string> {
  const products = asked ? [...new Set(lines.map((line) => line.sku.productId))] : [];
  const answers = useQueries({ queries: products.map((id) => soldQuery(channel, id)) });
  if (answers.some((answer) => !answer.data)) return new Set();
  const sold = new Set(answers.flatMap((answer) => answer.data ?? []));
  return new Set(asked ? lines.map((line) => line.sku.id).filter((id) => !sold.has(id)) : []);
}
