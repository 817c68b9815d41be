import { ApiOutlined } from '@ant-design/icons';
import { page, type Feature } from '@/app/feature';

export const sources: Feature = {
  name: 'sources',
  routes: [page('sources', () => import('./SourcesPage'))],
  navigation: [{ group: 'data', path: '/sources', label: 'title', icon: <ApiOutlined />, order: 50, permission: 'organization.read_sources' }],
};
