import { ImportOutlined } from '@ant-design/icons';
import { page, type Feature } from '@/app/feature';

export const imports: Feature = {
  name: 'imports',
  translations: { 'zh-CN': () => import('./locales/zh-CN.json'), en: () => import('./locales/en.json') },
  routes: [
    page('imports', () => import('./ImportsPage')),
    page('imports/new', () => import('./NewImportPage')),
    page('imports/:importId', () => import('./ImportPage')),
  ],
  navigation: [{ group: 'data', path: '/imports', label: 'title', icon: <ImportOutlined />, order: 10, permission: 'imports.read' }],
};
