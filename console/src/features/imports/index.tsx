import { ImportOutlined } from '@ant-design/icons';
import { page, type Feature } from '@/app/feature';

export const imports: Feature = {
  name: 'imports',
  routes: [
    page('imports', () => import('./ImportsPage')),
    page('imports/new', () => import('./NewImportPage')),
    page('imports/:importId', () => import('./ImportPage')),
  ],
  navigation: [{ group: 'data', path: '/imports', label: 'title', icon: <ImportOutlined />, order: 10, permission: 'imports.read' }],
};
