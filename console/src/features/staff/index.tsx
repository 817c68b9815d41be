import { IdcardOutlined } from '@ant-design/icons';
import { page, type Feature } from '@/app/feature';

export const staff: Feature = {
  name: 'staff',
  translations: { 'zh-CN': () => import('./locales/zh-CN.json'), en: () => import('./locales/en.json') },
  routes: [page('settings/staff', () => import('./StaffPage')), page('settings/staff/roles', () => import('./RolesPage'))],
  navigation: [{ group: 'settings', path: '/settings/staff', label: 'title', icon: <IdcardOutlined />, order: 30, permission: 'organization.read_staff' }],
};
