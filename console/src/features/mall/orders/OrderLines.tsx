import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { Tone } from '@/page/Tone';
import type { OrderLine } from '../types';

/** What was bought: listed, paid, and how many units stand where. */
export function OrderLines({ lines }: { lines: readonly OrderLine[] }) {
  const { t } = useTranslation('mall');
  const format = useFormat();
  return (
    <ul className="mall-lines">
      {lines.map((line) => {
        const listed = line.unit_minor * line.quantity;
        const options = Object.values(line.options as Record<string, string>).join(' · ');
        return (
          <li key={line.number}>
            <div className="mall-line-what">
              <span>
                {line.title} {line.gift && <Tone tone="good">{t('orders.gift')}</Tone>}
              </span>
              <span className="muted">{[options, line.sku_code].filter(Boolean).join(' · ')}</span>
              <span className="muted">{marks(line).join(' · ')}</span>
            </div>
            <div className="mall-line-sum figures">
              <span>{format.money(line.paid_minor)}</span>
              {listed !== line.paid_minor && <s className="muted">{format.money(listed)}</s>}
              <span className="muted">{t('times', { price: format.money(line.unit_minor), count: line.quantity })}</span>
            </div>
          </li>
        );
      })}
    </ul>
  );

  function marks(line: OrderLine): string[] {
    return (['shipped', 'received', 'asked', 'returned', 'cancelled', 'refunded'] as const).filter((key) => line[key] > 0).map((key) => t(`orders.lineMarks.${key}`, { count: line[key] }));
  }
}
