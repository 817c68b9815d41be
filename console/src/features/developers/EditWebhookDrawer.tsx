import { App, Button, Drawer, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { useWebhookActs, type Webhook } from './webhooksQueries';
import { WebhookFailure, WebhookFields } from './WebhookFields';
import { tidyEvents } from './webhookState';

interface EditWebhookDrawerProps {
  webhook: Webhook;
  open: boolean;
  onClose: () => void;
}

export function EditWebhookDrawer({ webhook, open, onClose }: EditWebhookDrawerProps) {
  const { t } = useTranslation('developers');
  const { message } = App.useApp();
  const { change } = useWebhookActs(webhook.id);
  const save = ({ url, events, description }: Pick<Webhook, 'url' | 'events' | 'description'>) =>
    change.mutate(
      { url: url.trim(), events: tidyEvents(events), description: description ?? '' },
      {
        onSuccess: () => {
          void message.success(t('saved'));
          onClose();
        },
      },
    );
  return (
    <Drawer open={open} onClose={onClose} size={520} title={t('webhooks.edit')} destroyOnHidden>
      <Form layout="vertical" requiredMark={false} disabled={change.isPending} initialValues={webhook} onFinish={save}>
        <WebhookFields />
        <WebhookFailure error={change.error} />
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {t('save')}
        </Button>
      </Form>
    </Drawer>
  );
}
