import { TeamOutlined } from '@ant-design/icons';
import { page, type Feature } from '@/app/feature';

export const people: Feature = {
  name: 'people',
  translations: { 'zh-CN': () => import('./locales/zh-CN.json'), en: () => import('./locales/en.json') },
  routes: [
    page('people', () => import('./PeoplePage')),
    page('people/:personId', () => import('./PersonPage')),
  ],
  navigation: [{ group: 'customers', path: '/people', label: 'title', icon: <TeamOutlined />, order: 10, permission: 'people.read' }],
};
