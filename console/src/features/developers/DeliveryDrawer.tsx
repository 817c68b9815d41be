import { ReloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { Facts } from '@/page/Facts';
import { JsonView } from '@/page/JsonView';
import { Loaded } from '@/page/Loaded';
import { Time } from '@/page/Time';
import { Tone } from '@/page/Tone';
import { useNamed } from '@/page/useNamed';
import { useProblemText } from '@/page/useProblemText';
import { DeliveryTone } from './DeliveryLog';
import { deliveryQuery, useWebhookActs, type Attempt, type WebhookDeliveryDetail } from './webhooksQueries';
import { readBody } from './webhookState';

interface DeliveryDrawerProps {
  webhookId: string;
  deliveryId: string | null;
  onClose: () => void;
}

/** What was sent, and what came back each time. */
export function DeliveryDrawer({ webhookId, deliveryId, onClose }: DeliveryDrawerProps) {
  const { t } = useTranslation('developers');
  return (
    <Drawer
      open={deliveryId !== null}
      onClose={onClose}
      size={600}
      title={t('deliveries.one')}
      extra={deliveryId && <Replay webhookId={webhookId} deliveryId={deliveryId} />}
      destroyOnHidden
    >
      {deliveryId && <Detail webhookId={webhookId} deliveryId={deliveryId} />}
    </Drawer>
  );
}

function Replay({ webhookId, deliveryId }: { webhookId: string; deliveryId: string }) {
  const { t } = useTranslation('developers');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const { replay } = useWebhookActs(webhookId);
  if (!useMay('connectors.manage_webhooks')) return null;
  return (
    <Button
      icon={<ReloadOutlined />}
      loading={replay.isPending}
      onClick={() =>
        replay.mutate(
          { delivery_ids: [deliveryId] },
          {
            onSuccess: ({ deliveries }) => void message.success(t('deliveries.replayed', { count: deliveries })),
            onError: (error) => void message.error(problemText(error).sentence),
          },
        )
      }
    >
      {t('deliveries.replay')}
    </Button>
  );
}

function Detail({ webhookId, deliveryId }: { webhookId: string; deliveryId: string }) {
  const delivery = useQuery(deliveryQuery(webhookId, deliveryId));
  return (
    <Loaded query={delivery} rows={8}>
      {(loaded) => <DeliveryDetail delivery={loaded} />}
    </Loaded>
  );
}

function DeliveryDetail({ delivery }: { delivery: WebhookDeliveryDetail }) {
  const { t } = useTranslation('developers');
  return (
    <div className="dev-detail">
      <Facts
        facts={[
          { label: t('deliveries.event'), value: <span className="code">{delivery.event}</span> },
          { label: t('deliveries.state'), value: <DeliveryTone delivery={delivery} /> },
          { label: t('deliveries.id'), value: <span className="code">{delivery.id}</span> },
          { label: t('deliveries.created'), value: <Time value={delivery.created_at} /> },
          ...(delivery.next_attempt_at ? [{ label: t('deliveries.next'), value: <Time value={delivery.next_attempt_at} /> }] : []),
          ...(delivery.finished_at ? [{ label: t('deliveries.finished'), value: <Time value={delivery.finished_at} /> }] : []),
        ]}
      />
      <section>
        <h3>{t('deliveries.log')}</h3>
        {delivery.log.length === 0 && <p className="muted">{t('deliveries.noAttempts')}</p>}
        <ol className="attempts" reversed>
          {delivery.log.map((attempt) => (
            <AttemptRow key={attempt.number + attempt.at} attempt={attempt} />
          ))}
        </ol>
      </section>
      <section>
        <h3>{t('deliveries.request')}</h3>
        <JsonView value={readBody(delivery.body)} />
      </section>
    </div>
  );
}

function AttemptRow({ attempt }: { attempt: Attempt }) {
  const { t } = useTranslation('developers');
  const format = useFormat();
  const named = useNamed();
  const good = attempt.status !== null && attempt.status >= 200 && attempt.status < 300;
  return (
    <li>
      <div className="attempt-head">
        <Tone tone={good ? 'good' : 'bad'}>{attempt.status === null ? t('deliveries.noAnswer') : `HTTP ${attempt.status}`}</Tone>
        <span className="muted figures">{t('deliveries.took', { ms: format.number(attempt.duration_ms) })}</span>
        <span className="muted">
          <Time value={attempt.at} />
        </span>
      </div>
      {attempt.error && <p className="attempt-error">{named('developers:attemptErrors', attempt.error)}</p>}
      {attempt.response && <pre className="json">{attempt.response}</pre>}
    </li>
  );
}
