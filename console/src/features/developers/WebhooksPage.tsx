import { PlusOutlined, SendOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useMay } from '@/app/session';
import { EmptyState } from '@/page/EmptyState';
import { Loaded } from '@/page/Loaded';
import { Page } from '@/page/Page';
import { RowTable } from '@/page/RowTable';
import { Time } from '@/page/Time';
import { Tone, type ToneName } from '@/page/Tone';
import { useAddress } from '@/page/useAddress';
import { DeveloperTabs } from './DeveloperTabs';
import { NewWebhookDrawer } from './NewWebhookDrawer';
import { webhooksQuery, type Webhook } from './webhooksQueries';
import { webhookState, type WebhookState } from './webhookState';
import './developers.css';

const tones: Record<WebhookState, ToneName> = { active: 'good', failing: 'warn', paused: 'idle', disabled: 'bad' };

export function WebhookStateTone({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('developers');
  const state = webhookState(webhook);
  return <Tone tone={tones[state]}>{t(`webhooks.states.${state}`)}</Tone>;
}

/** Addresses of other systems that hear of events. */
export default function WebhooksPage() {
  const { t } = useTranslation('developers');
  const navigate = useNavigate();
  const { search, change } = useAddress();
  const mayManage = useMay('connectors.manage_webhooks');
  const webhooks = useQuery(webhooksQuery);
  const add = mayManage && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => change({ add: '1' })}>
      {t('webhooks.add')}
    </Button>
  );
  const columns: TableColumnsType<Webhook> = [
    {
      title: t('webhooks.url'),
      key: 'url',
      render: (_, webhook) => (
        <span className="dev-stack">
          <Link to={`/settings/developers/webhooks/${webhook.id}`} className="code dev-url">
            {webhook.url}
          </Link>
          {webhook.description && <span className="muted">{webhook.description}</span>}
        </span>
      ),
    },
    { title: t('webhooks.events'), key: 'events', width: 220, render: (_, webhook) => <EventNames names={webhook.events} /> },
    { title: t('webhooks.state'), key: 'state', width: 120, render: (_, webhook) => <WebhookStateTone webhook={webhook} /> },
    { title: t('webhooks.created'), key: 'created', width: 120, render: (_, webhook) => <Time value={webhook.created_at} /> },
  ];
  return (
    <Page title={t('title')} purpose={t('webhooks.purpose')} actions={add}>
      <DeveloperTabs />
      <div className="panel">
        <Loaded query={webhooks} rows={6}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState icon={<SendOutlined />} title={t('webhooks.emptyTitle')} text={t('webhooks.emptyText')} actions={add} />
            ) : (
              <RowTable columns={columns} rows={items} idOf={(webhook) => webhook.id} width={760} onOpen={(webhook) => void navigate(`/settings/developers/webhooks/${webhook.id}`)} />
            )
          }
        </Loaded>
      </div>
      <NewWebhookDrawer open={search.has('add')} onClose={() => change({ add: null })} />
    </Page>
  );
}

/** The first few of the events that an endpoint hears of. */
function EventNames({ names }: { names: readonly string[] }) {
  const { t } = useTranslation('developers');
  if (names.includes('*')) return t('webhooks.allEvents');
  return (
    <span className="dev-stack">
      {names.slice(0, 2).map((name) => (
        <span key={name} className="code ellipsis">
          {name}
        </span>
      ))}
      {names.length > 2 && <span className="muted">{t('webhooks.moreEvents', { count: names.length - 2 })}</span>}
    </span>
  );
}
