import { FileDoneOutlined, UsergroupAddOutlined } from '@ant-design/icons';
import { page, type Feature } from '@/app/feature';

export const audiences: Feature = {
  name: 'audiences',
  routes: [
    page('segments', () => import('./SegmentsPage')),
    page('segments/new', () => import('./builder/BuilderPage')),
    page('segments/compare', () => import('./ComparePage')),
    page('segments/:segmentId', () => import('./SegmentPage')),
    page('segments/:segmentId/edit', () => import('./builder/BuilderPage')),
    page('audience-lists', () => import('./lists/ListsPage')),
    page('audience-lists/:listId', () => import('./lists/ListPage')),
  ],
  navigation: [
    { group: 'audiences', path: '/segments', label: 'title', icon: <UsergroupAddOutlined />, order: 10, permission: 'audiences.read' },
    { group: 'audiences', path: '/audience-lists', label: 'listsTitle', icon: <FileDoneOutlined />, order: 20, permission: 'audiences.read' },
  ],
};
