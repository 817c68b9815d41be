import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Loaded } from '@/page/Loaded';
import { ExplanationList } from '../ExplanationList';
import { useRuleNames } from '../useRuleNames';
import { explanationsQuery } from './orderQueries';

/** Why an order cost what it did: kept from the moment it was placed. */
export function OrderExplained({ orderId }: { orderId: string }) {
  const { t } = useTranslation('mall');
  const explanations = useQuery(explanationsQuery(orderId));
  const names = useRuleNames((explanations.data ?? []).map((each) => each.rule_id));
  return (
    <section>
      <h3>{t('orders.why')}</h3>
      <Loaded query={explanations} rows={2}>
        {(found) => (found.length === 0 ? <p className="muted">{t('orders.whyNothing')}</p> : <ExplanationList explanations={found} names={names} />)}
      </Loaded>
    </section>
  );
}
