import { DashboardOutlined } from '@ant-design/icons';
import { page, type Feature } from '@/app/feature';

export const overview: Feature = {
  name: 'overview',
  translations: { 'zh-CN': () => import('./locales/zh-CN.json'), en: () => import('./locales/en.json') },
  routes: [page('overview', () => import('./OverviewPage'))],
  navigation: [{ group: 'overview', path: '/overview', label: 'title', icon: <DashboardOutlined />, order: 10, permission: 'insights.read' }],
};
