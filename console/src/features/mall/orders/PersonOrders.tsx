import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { LinkButton } from '@/page/LinkButton';
import { SideBlock } from '@/page/SideBlock';
import { Time } from '@/page/Time';
import { Tone } from '@/page/Tone';
import { useProblemText } from '@/page/useProblemText';
import { ordersQuery } from './orderQueries';
import { stateTones } from './orderState';
import '../mall.css';

const shown = 3;

/** A person's latest orders, and a new one for them. */
export default function PersonOrders({ personId }: { personId: string }) {
  const { t } = useTranslation('mall');
  const format = useFormat();
  const problemText = useProblemText();
  const mayServe = useMay('commerce.serve');
  const orders = useQuery(ordersQuery({ person_id: personId, limit: shown }));
  if (orders.isPending) return null;
  const empty = orders.error ? problemText(orders.error).sentence : orders.data.items.length === 0 && t('personOrders.none');
  const acts = (
    <span className="mall-side-acts">
      {orders.data?.next_cursor && <Link to={`/orders?person=${personId}`}>{t('personOrders.all')}</Link>}
      {mayServe && (
        <LinkButton size="small" icon={<PlusOutlined />} to={`/orders/new?person=${personId}`}>
          {t('newOrder.open')}
        </LinkButton>
      )}
    </span>
  );
  const lines = (
    <ul className="mall-lines mall-side-orders">
      {orders.data?.items.map((order) => (
        <li key={order.id}>
          <div className="mall-line-what">
            <Link to={`/orders?order=${order.id}`} className="ellipsis">
              {order.lines.map((line) => line.title).join(t('listComma'))}
            </Link>
            <span className="muted">
              <Time value={order.placed_at} />
            </span>
          </div>
          <div className="mall-line-sum figures">
            <span>{format.money(order.total_minor)}</span>
            <Tone tone={stateTones[order.state]}>{t(`orders.states.${order.state}`)}</Tone>
          </div>
        </li>
      ))}
    </ul>
  );
  return <SideBlock title={t('personOrders.title')} acts={acts} empty={empty} lead={lines} children={null} />;
}
