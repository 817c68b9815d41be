import { ApartmentOutlined, ShopOutlined } from '@ant-design/icons';
import { page, type Feature } from '@/app/feature';

export const organization: Feature = {
  name: 'organization',
  routes: [page('settings/brand', () => import('./BrandPage')), page('settings/organization', () => import('./OrganizationPage'))],
  navigation: [
    { group: 'settings', path: '/settings/brand', label: 'brand.title', icon: <ShopOutlined />, order: 10, permission: 'organization.manage_brand' },
    { group: 'settings', path: '/settings/organization', label: 'tree.title', icon: <ApartmentOutlined />, order: 20, permission: 'organization.read' },
  ],
};
