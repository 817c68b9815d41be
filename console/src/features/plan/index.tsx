import { ProfileOutlined } from '@ant-design/icons';
import { page, type Feature } from '@/app/feature';

export const plan: Feature = {
  name: 'plan',
  translations: { 'zh-CN': () => import('./locales/zh-CN.json'), en: () => import('./locales/en.json') },
  routes: [page('tracking-plan', () => import('./PlanPage'))],
  navigation: [{ group: 'data', path: '/tracking-plan', label: 'title', icon: <ProfileOutlined />, order: 40, permission: 'tracking.read' }],
};
