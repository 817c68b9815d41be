import { ApiOutlined } from '@ant-design/icons';
import { page, type Feature } from '@/app/feature';

export const developers: Feature = {
  name: 'developers',
  routes: [
    page('settings/developers', () => import('./KeysPage')),
    page('settings/developers/webhooks', () => import('./WebhooksPage')),
    page('settings/developers/webhooks/:webhookId', () => import('./WebhookPage')),
  ],
  navigation: [
    { group: 'settings', path: '/settings/developers', label: 'title', icon: <ApiOutlined />, order: 50, permission: 'connectors.read_webhooks' },
  ],
};
