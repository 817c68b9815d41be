import { MergeCellsOutlined, TagsOutlined, TeamOutlined } from '@ant-design/icons';
import { page, type Feature } from '@/app/feature';

export const people: Feature = {
  name: 'people',
  routes: [
    page('people', () => import('./list/PeoplePage')),
    page('people/conflicts', () => import('./conflicts/ConflictsPage')),
    page('people/:personId', () => import('./person/PersonPage')),
    page('tags', () => import('./tags/TagsPage')),
  ],
  navigation: [
    { group: 'customers', path: '/people', label: 'title', icon: <TeamOutlined />, order: 10, permission: 'people.read' },
    { group: 'customers', path: '/tags', label: 'tagsPage.title', icon: <TagsOutlined />, order: 20, permission: 'people.read' },
    { group: 'customers', path: '/people/conflicts', label: 'conflicts.title', icon: <MergeCellsOutlined />, order: 30, permission: 'people.merge' },
  ],
};
