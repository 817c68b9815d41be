import { InboxOutlined, ReloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Select, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { CursorPager } from '@/page/CursorPager';
import { EmptyState } from '@/page/EmptyState';
import { Loaded } from '@/page/Loaded';
import { RowTable } from '@/page/RowTable';
import { Time } from '@/page/Time';
import { Tone, type ToneName } from '@/page/Tone';
import { useConfirm } from '@/page/useConfirm';
import { usePaging } from '@/page/usePaging';
import { useProblemText } from '@/page/useProblemText';
import { deliveriesQuery, useWebhookActs, type DeliveryState, type Webhook, type WebhookDelivery } from './webhooksQueries';

const states: readonly DeliveryState[] = ['pending', 'delivered', 'failed'];
const tones: Record<DeliveryState, ToneName> = { pending: 'info', delivered: 'good', failed: 'bad' };

export function DeliveryTone({ delivery: { state, attempts } }: { delivery: Pick<WebhookDelivery, 'state' | 'attempts'> }) {
  const { t } = useTranslation('developers');
  if (state === 'pending' && attempts > 0) return <Tone tone="warn">{t('deliveries.states.retrying')}</Tone>;
  return <Tone tone={tones[state]}>{t(`deliveries.states.${state}`)}</Tone>;
}

/** Everything sent to an endpoint in the last thirty days; what failed can be sent again. */
export function DeliveryLog({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('developers');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const confirm = useConfirm();
  const { search, change, cursor, limit, filterBy, pager } = usePaging();
  const [chosen, setChosen] = useState<string[]>([]);
  const { replay } = useWebhookActs(webhook.id);
  const mayManage = useMay('connectors.manage_webhooks');
  const state = states.find((each) => each === search.get('state'));
  const deliveries = useQuery(deliveriesQuery(webhook.id, { state, cursor, limit }));

  const replayChosen = () =>
    replay.mutate(
      { delivery_ids: chosen, state: null, event: null, since: null, until: null },
      {
        onSuccess: (made) => {
          setChosen([]);
          void message.success(t('deliveries.replayed', { count: made.deliveries }));
        },
        onError: (error) => void message.error(problemText(error).sentence),
      },
    );
  const replayFailed = () =>
    confirm({
      title: t('deliveries.replayFailedTitle'),
      content: t('deliveries.replayFailedText'),
      okText: t('deliveries.replayFailed'),
      danger: false,
      run: () => replay.mutateAsync({ state: 'failed' }).then((made) => void message.success(t('deliveries.replayed', { count: made.deliveries }))),
    });

  const columns: TableColumnsType<WebhookDelivery> = [
    {
      title: t('deliveries.event'),
      key: 'event',
      render: (_, delivery) => (
        <button type="button" className="plain-button row-link code" onClick={() => change({ delivery: delivery.id })}>
          {delivery.event}
        </button>
      ),
    },
    { title: t('deliveries.state'), key: 'state', width: 110, render: (_, delivery) => <DeliveryTone delivery={delivery} /> },
    { title: t('deliveries.attempts'), dataIndex: 'attempts', key: 'attempts', width: 90, align: 'right' },
    { title: t('deliveries.created'), key: 'created', width: 130, render: (_, delivery) => <Time value={delivery.created_at} /> },
    { title: t('deliveries.next'), key: 'next', width: 130, render: (_, delivery) => <Time value={delivery.next_attempt_at} /> },
  ];

  return (
    <section>
      <div className="dev-log-head">
        <h2>{t('deliveries.title')}</h2>
        <Select
          aria-label={t('deliveries.state')}
          className="dev-state"
          value={state ?? ''}
          onChange={(value) => filterBy({ state: value })}
          options={[{ value: '', label: t('deliveries.any') }, ...states.map((value) => ({ value, label: t(`deliveries.states.${value}`) }))]}
        />
        {mayManage && (
          <>
            <Button icon={<ReloadOutlined />} disabled={chosen.length === 0} loading={replay.isPending} onClick={replayChosen}>
              {t('deliveries.replayChosen', { count: chosen.length })}
            </Button>
            <Button onClick={replayFailed}>{t('deliveries.replayFailed')}</Button>
          </>
        )}
      </div>
      <div className="panel">
        <Loaded query={deliveries} rows={6}>
          {({ items, next_cursor }) =>
            items.length === 0 ? (
              <EmptyState icon={<InboxOutlined />} title={t('deliveries.emptyTitle')} text={t('deliveries.emptyText')} />
            ) : (
              <>
                <RowTable columns={columns} rows={items} idOf={(delivery) => delivery.id} width={720} choice={mayManage ? { chosen, onChoose: setChosen } : undefined} />
                <CursorPager {...pager} nextCursor={next_cursor} />
              </>
            )
          }
        </Loaded>
      </div>
    </section>
  );
}
