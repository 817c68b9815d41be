import { ClockCircleOutlined, DashboardOutlined } from '@ant-design/icons';
import { page, type Feature } from '@/app/feature';

export const system: Feature = {
  name: 'system',
  routes: [
    page('settings/jobs', () => import('./JobsPage')),
    page('settings/jobs/parked', () => import('./ParkedPage')),
    page('settings/system', () => import('./HealthPage')),
    page('settings/system/stores', () => import('./StoresPage')),
    page('settings/system/modules', () => import('./ModulesPage')),
  ],
  navigation: [
    { group: 'settings', path: '/settings/jobs', label: 'jobs.title', icon: <ClockCircleOutlined />, order: 70, permission: 'system.read' },
    { group: 'settings', path: '/settings/system', label: 'health.title', icon: <DashboardOutlined />, order: 80, permission: 'system.read' },
  ],
};
