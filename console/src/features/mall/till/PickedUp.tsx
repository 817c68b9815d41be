import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Order } from '../types';

/** The goods to hand over, now that the code is used. */
export function PickedUp({ order, onNext }: { order: Order; onNext: () => void }) {
  const { t } = useTranslation('mall');
  return (
    <div className="mall-till-answer mall-till-yes">
      <strong>{t('till.pickedUp')}</strong>
      <Link to={`/orders?order=${order.id}`}>{order.id}</Link>
      <ul className="mall-lines">
        {order.lines.map((line) => (
          <li key={line.number}>
            <div className="mall-line-what">
              <span>{line.title}</span>
              <span className="muted">{line.sku_code}</span>
            </div>
            <strong className="figures">× {line.quantity - line.cancelled}</strong>
          </li>
        ))}
      </ul>
      <Button block size="large" onClick={onNext}>
        {t('till.next')}
      </Button>
    </div>
  );
}
