import { ProfileOutlined } from '@ant-design/icons';
import { page, type Feature } from '@/app/feature';

export const plan: Feature = {
  name: 'plan',
  routes: [page('tracking-plan', () => import('./PlanPage'))],
  navigation: [{ group: 'data', path: '/tracking-plan', label: 'title', icon: <ProfileOutlined />, order: 40, permission: 'tracking.read' }],
};
