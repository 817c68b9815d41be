import { useQuery } from '@tanstack/react-query';
import { Alert, App, Breadcrumb, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { useMay } from '@/app/session';
import { Facts } from '@/page/Facts';
import { Loaded } from '@/page/Loaded';
import { Page } from '@/page/Page';
import { SecretOnce } from '@/page/SecretOnce';
import { Time } from '@/page/Time';
import { useAddress } from '@/page/useAddress';
import { useConfirm } from '@/page/useConfirm';
import { useProblemText } from '@/page/useProblemText';
import { DeliveryDrawer } from './DeliveryDrawer';
import { DeliveryLog } from './DeliveryLog';
import { EditWebhookDrawer } from './EditWebhookDrawer';
import { useWebhookActs, webhookQuery, type Webhook } from './webhooksQueries';
import { WebhookStateTone } from './WebhooksPage';
import { webhookState } from './webhookState';
import './developers.css';

const overlapHours = 24;

/** One endpoint: how it stands, and everything that was sent to it. */
export default function WebhookPage() {
  const { t } = useTranslation('developers');
  const { webhookId = '' } = useParams();
  const webhook = useQuery(webhookQuery(webhookId));
  const host = webhook.data ? hostOf(webhook.data.url) : undefined;
  const crumbs = <Breadcrumb items={[{ title: <Link to="/settings/developers/webhooks">{t('tabs.webhooks')}</Link> }, { title: host ?? webhookId }]} />;
  return (
    <Page crumbs={crumbs} title={host} tabTitle={host ?? t('tabs.webhooks')} actions={webhook.data && <Acts webhook={webhook.data} />}>
      <Loaded query={webhook} rows={8}>
        {(loaded) => <Content webhook={loaded} />}
      </Loaded>
    </Page>
  );
}

function Content({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('developers');
  const { search, change } = useAddress();
  const state = webhookState(webhook);
  return (
    <>
      {state === 'disabled' && <Alert type="error" showIcon className="dev-note" title={t(`webhooks.disabled.${webhook.disabled_reason || 'failing'}`)} description={t('webhooks.disabledHint')} />}
      {state === 'failing' && (
        <Alert
          type="warning"
          showIcon
          className="dev-note"
          title={
            <>
              {t('webhooks.failingSince')} <Time value={webhook.failing_since} />
            </>
          }
          description={t('webhooks.failingHint')}
        />
      )}
      <section className="panel dev-panel">
        <Facts
          facts={[
            { label: t('webhooks.url'), value: <span className="code">{webhook.url}</span> },
            { label: t('webhooks.state'), value: <WebhookStateTone webhook={webhook} /> },
            { label: t('webhooks.events'), value: webhook.events.includes('*') ? t('webhooks.allEvents') : <span className="code">{webhook.events.join(', ')}</span> },
            ...(webhook.description ? [{ label: t('webhooks.description'), value: webhook.description }] : []),
            { label: t('webhooks.created'), value: <Time value={webhook.created_at} /> },
          ]}
        />
      </section>
      <DeliveryLog webhook={webhook} />
      <DeliveryDrawer webhookId={webhook.id} deliveryId={search.get('delivery')} onClose={() => change({ delivery: null })} />
      <EditWebhookDrawer webhook={webhook} open={search.has('edit')} onClose={() => change({ edit: null })} />
    </>
  );
}

function Acts({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('developers');
  const { message, modal } = App.useApp();
  const navigate = useNavigate();
  const problemText = useProblemText();
  const confirm = useConfirm();
  const { change } = useAddress();
  const acts = useWebhookActs(webhook.id);
  const host = hostOf(webhook.url);
  if (!useMay('connectors.manage_webhooks')) return null;
  const onError = (error: Error) => void message.error(problemText(error).sentence);

  const rotate = () =>
    confirm({
      title: t('webhooks.rotateTitle'),
      content: t('webhooks.rotateText', { hours: overlapHours }),
      okText: t('webhooks.rotate'),
      danger: false,
      run: () =>
        acts.rotate.mutateAsync(overlapHours).then(
          ({ secret }) =>
            void modal.info({ icon: null, width: 520, content: <SecretOnce title={t('webhooks.secretOnce')} hint={t('webhooks.secretHint')} secret={secret} />, okText: t('webhooks.kept') }),
        ),
    });

  return (
    <>
      <Button onClick={() => change({ edit: '1' })}>{t('edit')}</Button>
      <Button loading={acts.change.isPending} onClick={() => acts.change.mutate({ active: !webhook.active }, { onError })}>
        {webhook.active ? t('webhooks.pause') : t('webhooks.start')}
      </Button>
      <Button onClick={rotate}>{t('webhooks.rotate')}</Button>
      <Button
        danger
        onClick={() =>
          confirm({
            title: t('webhooks.removeTitle', { host }),
            content: t('webhooks.removeText'),
            okText: t('webhooks.remove'),
            word: host,
            run: () => acts.remove.mutateAsync().then(() => navigate('/settings/developers/webhooks')),
            done: t('webhooks.removed', { host }),
          })
        }
      >
        {t('webhooks.remove')}
      </Button>
      <Button type="primary" loading={acts.ping.isPending} onClick={() => acts.ping.mutate(undefined, { onError, onSuccess: ({ id }) => change({ delivery: id }) })}>
        {t('webhooks.ping')}
      </Button>
    </>
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
