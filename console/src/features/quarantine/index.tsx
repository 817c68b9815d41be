import { WarningOutlined } from '@ant-design/icons';
import { page, type Feature } from '@/app/feature';

export const quarantine: Feature = {
  name: 'quarantine',
  routes: [page('quarantine', () => import('./QuarantinePage'))],
  navigation: [{ group: 'data', path: '/quarantine', label: 'title', icon: <WarningOutlined />, order: 30, permission: 'tracking.read' }],
};
