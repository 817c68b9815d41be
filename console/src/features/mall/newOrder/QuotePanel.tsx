import { CalculatorOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { EmptyState } from '@/page/EmptyState';
import { Facts } from '@/page/Facts';
import { ExplanationList } from '../ExplanationList';
import type { Explanation } from '../types';
import type { StaffQuote } from './staffOrder';
import type { StaffOrdering } from './useStaffOrder';

/** What it costs now and why, and the button that places it. */
export function QuotePanel({ ordering, channel }: { ordering: StaffOrdering; channel?: { name: string; unpaid_minutes?: number } }) {
  const { t } = useTranslation('mall');
  const format = useFormat();
  const { quote, fresh, waiting, placing, missing, problemAt } = ordering;
  const problem = problemAt('total');
  return (
    <aside className="desk-side">
      <section className="panel mall-panel desk-quote">
        <h2>{t('newOrder.quote')}</h2>
        {quote ? <Quoted quote={quote} stale={!fresh} /> : <EmptyState icon={<CalculatorOutlined />} title={t('newOrder.noQuote')} text={t('newOrder.noQuoteText')} />}
        {channel && <p className="muted desk-note">{t('newOrder.payNote', { channel: channel.name, count: channel.unpaid_minutes ?? 30 })}</p>}
      </section>
      <div className="panel desk-foot">
        {problem && (
          <p className="mall-problem" role="alert">
            {problem}
          </p>
        )}
        {missing.length > 0 && (
          <p className="mall-problem" role="alert">
            {t('newOrder.lacking', { fields: missing.map((field) => t(`newOrder.fields.${field}`)).join(t('listComma')) })}
          </p>
        )}
        <div className="desk-foot-row">
          <span className="desk-total" aria-live="polite">
            <span className="muted">{t('sums.total')}</span>
            <strong className="figures mall-big">{quote ? format.money(quote.total_minor) : '—'}</strong>
          </span>
          <Button type="primary" size="large" htmlType="submit" loading={placing} disabled={waiting && missing.length === 0}>
            {waiting && !placing ? t('newOrder.pricing') : t('newOrder.place')}
          </Button>
        </div>
      </div>
    </aside>
  );
}

function Quoted({ quote, stale }: { quote: StaffQuote; stale: boolean }) {
  const { t } = useTranslation('mall');
  const format = useFormat();
  const explanations = quote.explanations as unknown as Explanation[];
  const gifts = quote.gifts.reduce((sum, gift) => sum + gift.quantity, 0);
  const sums = [
    { label: t('sums.goods'), value: format.money(quote.goods_minor) },
    ...(quote.discount_minor ? [{ label: t('sums.discount'), value: format.money(-quote.discount_minor) }] : []),
    ...(quote.points_minor ? [{ label: t('sums.points', { points: format.number(quote.points) }), value: format.money(-quote.points_minor) }] : []),
    { label: t('sums.freight'), value: format.money(quote.freight_minor) },
    ...(gifts ? [{ label: t('orders.gift'), value: t('orders.units', { count: gifts }) }] : []),
    { label: t('sums.total'), value: <strong>{format.money(quote.total_minor)}</strong> },
  ];
  return (
    <div className={stale ? 'desk-quoted desk-stale' : 'desk-quoted'}>
      <Facts facts={sums} />
      <h3>{t('orders.why')}</h3>
      {explanations.length === 0 ? <p className="muted">{t('newOrder.noRules')}</p> : <ExplanationList explanations={explanations} names={quote.names} />}
    </div>
  );
}
