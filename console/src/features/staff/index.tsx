import { IdcardOutlined } from '@ant-design/icons';
import { page, type Feature } from '@/app/feature';

export const staff: Feature = {
  name: 'staff',
  routes: [page('settings/staff', () => import('./StaffPage')), page('settings/staff/roles', () => import('./RolesPage'))],
  navigation: [{ group: 'settings', path: '/settings/staff', label: 'title', icon: <IdcardOutlined />, order: 30, permission: 'organization.read_staff' }],
};
