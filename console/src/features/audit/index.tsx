import { FileSearchOutlined } from '@ant-design/icons';
import { page, type Feature } from '@/app/feature';

export const audit: Feature = {
  name: 'audit',
  routes: [page('settings/audit', () => import('./AuditPage'))],
  navigation: [{ group: 'settings', path: '/settings/audit', label: 'title', icon: <FileSearchOutlined />, order: 60, permission: 'organization.read_audit' }],
};
