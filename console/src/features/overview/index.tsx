import { DashboardOutlined } from '@ant-design/icons';
import { page, type Feature } from '@/app/feature';

export const overview: Feature = {
  name: 'overview',
  routes: [page('overview', () => import('./OverviewPage'))],
  navigation: [{ group: 'overview', path: '/overview', label: 'title', icon: <DashboardOutlined />, order: 10, permission: 'insights.read' }],
};
