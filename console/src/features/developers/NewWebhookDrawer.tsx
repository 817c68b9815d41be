import { Button, Drawer, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { SecretOnce } from '@/page/SecretOnce';
import { useAddWebhook, type WebhookCreate } from './webhooksQueries';
import { WebhookFailure, WebhookFields } from './WebhookFields';
import { tidyEvents } from './webhookState';

/** An endpoint to add; ends with its secret, which is shown only then. */
export function NewWebhookDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('developers');
  return (
    <Drawer open={open} onClose={onClose} size={520} title={t('webhooks.add')} destroyOnHidden>
      <NewWebhookForm />
    </Drawer>
  );
}

function NewWebhookForm() {
  const { t } = useTranslation('developers');
  const navigate = useNavigate();
  const add = useAddWebhook();
  if (add.data) {
    const { id, secret } = add.data;
    return (
      <div className="dev-detail">
        <SecretOnce title={t('webhooks.secretOnce')} hint={t('webhooks.secretHint')} secret={secret} />
        <div>
          <Button type="primary" onClick={() => void navigate(`/settings/developers/webhooks/${id}`)}>
            {t('webhooks.toTest')}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <Form<WebhookCreate>
      layout="vertical"
      requiredMark={false}
      disabled={add.isPending}
      initialValues={{ events: [], description: '' }}
      onFinish={({ url, events, description }) => add.mutate({ url: url.trim(), events: tidyEvents(events), description: description ?? '' })}
    >
      <WebhookFields />
      <WebhookFailure error={add.error} />
      <Button type="primary" htmlType="submit" loading={add.isPending}>
        {t('webhooks.create')}
      </Button>
    </Form>
  );
}
