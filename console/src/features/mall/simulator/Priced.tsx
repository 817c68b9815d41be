import { useTranslation } from 'react-i18next';
import type { components } from '@/api/schema';
import { useFormat } from '@/format/useFormat';
import { Facts } from '@/page/Facts';
import { ExplanationList } from '../ExplanationList';
import type { Explanation } from '../types';

interface Run {
  quantity: number;
  paid_minor: number;
  parts?: { source: string; unit_minor: number }[];
}

interface Line {
  line_id: string;
  quantity: number;
  listed_minor: number;
  paid_minor: number;
  runs: Run[];
}

interface Thing {
  rule_id: string;
  sku?: string;
  quantity?: number;
}

/** What a cart costs, unit by unit, and why. */
export function Priced({ priced, titles }: { priced: components['schemas']['PricedOut']; titles: Record<string, string> }) {
  const { t } = useTranslation('mall');
  const format = useFormat();
  const explanations = priced.explanations as unknown as Explanation[];
  const gifts = priced.gifts as unknown as Thing[];
  const offers = priced.offers as unknown as Thing[];
  const nameOf = (source: string) => priced.names[source.replace(/#\d+$/, '')] ?? source;
  const sums = [
    { label: t('sums.goods'), value: format.money(priced.listed_minor) },
    { label: t('sums.discount'), value: format.money(-priced.discount_minor) },
    { label: t('sums.freight'), value: format.money(priced.freight_minor) },
    { label: t('sums.total'), value: <strong className="mall-big">{format.money(priced.total_minor)}</strong> },
  ];
  return (
    <div className="mall-sections">
      <section>
        <h2>{t('simulator.result')}</h2>
        <Facts facts={sums} />
      </section>
      <section>
        <h3>{t('orders.goods')}</h3>
        <ul className="mall-lines">
          {(priced.lines as unknown as Line[]).map((line) => (
            <li key={line.line_id}>
              <div className="mall-line-what">
                <span>{titles[line.line_id]}</span>
                {line.runs.map((run, index) => (
                  <span key={index} className="muted figures">
                    {t('times', { price: format.money(run.paid_minor), count: run.quantity })}
                    {(run.parts ?? []).map((part) => ` · ${nameOf(part.source)} ${format.money(-part.unit_minor)}`).join('')}
                  </span>
                ))}
              </div>
              <div className="mall-line-sum figures">
                <span>{format.money(line.paid_minor)}</span>
                {line.paid_minor !== line.listed_minor && <s className="muted">{format.money(line.listed_minor)}</s>}
              </div>
            </li>
          ))}
          {gifts.map((gift, index) => (
            <li key={`gift-${index}`}>
              <div className="mall-line-what">
                <span>{t('simulator.gift', { sku: gift.sku ?? '', count: gift.quantity ?? 1 })}</span>
                <span className="muted">{nameOf(gift.rule_id)}</span>
              </div>
            </li>
          ))}
          {offers.map((offer, index) => (
            <li key={`offer-${index}`}>
              <span className="muted">{t('simulator.offer', { rule: nameOf(offer.rule_id), count: offer.quantity ?? 1 })}</span>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>{t('simulator.why')}</h3>
        {explanations.length === 0 ? <p className="muted">{t('simulator.nothing')}</p> : <ExplanationList explanations={explanations} names={priced.names} />}
      </section>
    </div>
  );
}
