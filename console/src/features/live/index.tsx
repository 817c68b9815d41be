import { ThunderboltOutlined } from '@ant-design/icons';
import { page, type Feature } from '@/app/feature';

export const live: Feature = {
  name: 'live',
  routes: [page('live', () => import('./LivePage'))],
  navigation: [{ group: 'data', path: '/live', label: 'title', icon: <ThunderboltOutlined />, order: 20, permission: 'tracking.read' }],
};
