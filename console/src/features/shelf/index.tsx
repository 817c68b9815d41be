import { ApartmentOutlined, DatabaseOutlined, EnvironmentOutlined, ShopOutlined, SkinOutlined, TagOutlined } from '@ant-design/icons';
import { page, type Feature } from '@/app/feature';

export const shelf: Feature = {
  name: 'shelf',
  routes: [
    page('products', () => import('./products/ProductsPage')),
    page('categories', () => import('./tree/CategoriesPage')),
    page('price-books', () => import('./prices/PricesPage')),
    page('stock', () => import('./stock/StockPage')),
    page('stock/transfers', () => import('./stock/TransfersPage')),
    page('stock/counts', () => import('./stock/CountsPage')),
    page('locations', () => import('./locations/LocationsPage')),
    page('sales-channels', () => import('./channels/ChannelsPage')),
  ],
  navigation: [
    { group: 'shelf', path: '/products', label: 'productsTitle', icon: <SkinOutlined />, order: 10, permission: 'commerce.read' },
    { group: 'shelf', path: '/categories', label: 'categoriesTitle', icon: <ApartmentOutlined />, order: 20, permission: 'commerce.read' },
    { group: 'shelf', path: '/price-books', label: 'pricesTitle', icon: <TagOutlined />, order: 30, permission: 'commerce.read' },
    { group: 'shelf', path: '/stock', label: 'stockTitle', icon: <DatabaseOutlined />, order: 40, permission: 'commerce.read' },
    { group: 'shelf', path: '/locations', label: 'locationsTitle', icon: <EnvironmentOutlined />, order: 45, permission: 'commerce.read' },
    { group: 'shelf', path: '/sales-channels', label: 'channelsTitle', icon: <ShopOutlined />, order: 50, permission: 'commerce.read' },
  ],
  personPanels: [{ key: 'forYou', permission: 'commerce.read', load: () => import('./recommendations/ForYouPanel') }],
};
