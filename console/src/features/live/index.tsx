import { ThunderboltOutlined } from '@ant-design/icons';
import { page, type Feature } from '@/app/feature';

export const live: Feature = {
  name: 'live',
  translations: { 'zh-CN': () => import('./locales/zh-CN.json'), en: () => import('./locales/en.json') },
  routes: [page('live', () => import('./LivePage'))],
  navigation: [{ group: 'data', path: '/live', label: 'title', icon: <ThunderboltOutlined />, order: 20, permission: 'tracking.read' }],
};
