import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { ErrorState } from '@/page/ErrorState';
import { PageSkeleton } from '@/page/PageSkeleton';
import { Time } from '@/page/Time';
import { useProblemText } from '@/page/useProblemText';
import type { Order } from '../types';
import { momentsOf } from './moments';
import { refundsQuery, shipmentsQuery, useRetryRefund } from './orderQueries';

/** What happened, from the first click to the last parcel and refund. */
export function OrderPast({ order }: { order: Order }) {
  const { t } = useTranslation('mall');
  const { message } = App.useApp();
  const format = useFormat();
  const problemText = useProblemText();
  const mayServe = useMay('commerce.serve');
  const shipments = useQuery(shipmentsQuery(order.id));
  const refunds = useQuery(refundsQuery(order.id));
  const retry = useRetryRefund();
  const failed = (refunds.data ?? []).filter((each) => each.problem && !each.done_at);
  const error = shipments.error ?? refunds.error;
  return (
    <section>
      <h3>{t('orders.past')}</h3>
      {error ? (
        <ErrorState
          error={error}
          onRetry={() => {
            void shipments.refetch();
            void refunds.refetch();
          }}
        />
      ) : shipments.data && refunds.data ? (
        <ol className="mall-past">
          {momentsOf(order, shipments.data, refunds.data).map((each, index) => (
            <li key={index}>
              <span className="muted">
                <Time value={each.at} />
              </span>
              <span>
                {t(`orders.moments.${each.kind}`)}
                {each.note && <span className="muted"> {each.note}</span>}
              </span>
              {each.amount !== undefined && <span className="figures">{format.money(each.amount)}</span>}
            </li>
          ))}
        </ol>
      ) : (
        <PageSkeleton rows={3} />
      )}
      {failed.map((each) => (
        <div key={each.id} className="mall-problem">
          <span>{t('orders.refundFailed', { amount: format.money(each.amount_minor), problem: each.problem })}</span>
          {mayServe && (
            <Button size="small" loading={retry.isPending} onClick={() => retry.mutate(each.id, { onError: (found) => void message.error(problemText(found).sentence) })}>
              {t('orders.refundAgain')}
            </Button>
          )}
        </div>
      ))}
    </section>
  );
}
