import { MobileOutlined } from '@ant-design/icons';
import { page, type Feature } from '@/app/feature';

export const sandbox: Feature = {
  name: 'sandbox',
  routes: [page('sandbox', () => import('./SandboxPage'))],
  navigation: [{ group: 'reach', path: '/sandbox', label: 'title', icon: <MobileOutlined />, order: 90, permission: 'channels.use_sandbox' }],
};
