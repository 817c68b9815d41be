import { PartitionOutlined } from '@ant-design/icons';
import { page, type Feature } from '@/app/feature';

export const rules: Feature = {
  name: 'rules',
  speaks: ['people'],
  routes: [page('settings/rules', () => import('./RulesPage')), page('settings/rules/consent', () => import('./ConsentPage'))],
  navigation: [{ group: 'settings', path: '/settings/rules', label: 'title', icon: <PartitionOutlined />, order: 40, permission: 'people.read' }],
};
