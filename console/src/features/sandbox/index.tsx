import { MobileOutlined } from '@ant-design/icons';
import { page, type Feature } from '@/app/feature';

export const sandbox: Feature = {
  name: 'sandbox',
  translations: { 'zh-CN': () => import('./locales/zh-CN.json'), en: () => import('./locales/en.json') },
  routes: [page('sandbox', () => import('./SandboxPage'))],
  navigation: [{ group: 'reach', path: '/sandbox', label: 'title', icon: <MobileOutlined />, order: 90, permission: 'channels.use_sandbox' }],
};
