import { BarcodeOutlined, CalculatorOutlined, CalendarOutlined, GiftOutlined, PercentageOutlined, RollbackOutlined, ShoppingOutlined, SmileOutlined, TruckOutlined } from '@ant-design/icons';
import { page, type Feature } from '@/app/feature';

export const mall: Feature = {
  name: 'mall',
  routes: [
    page('orders', () => import('./orders/OrdersPage')),
    page('orders/new', () => import('./newOrder/NewOrderPage')),
    page('after-sales', () => import('./afterSales/AfterSalesPage')),
    page('verification', () => import('./till/VerificationPage')),
    page('carriers', () => import('./carriers/CarriersPage')),
    page('coupons', () => import('./coupons/CouponsPage')),
    page('promotions', () => import('./promotions/PromotionsPage')),
    page('occasions', () => import('./occasions/OccasionsPage')),
    page('promotion-calendar', () => import('./calendar/CalendarPage')),
    page('simulator', () => import('./simulator/SimulatorPage')),
  ],
  navigation: [
    { group: 'mall', path: '/orders', label: 'ordersTitle', icon: <ShoppingOutlined />, order: 10, permission: 'commerce.read' },
    { group: 'mall', path: '/after-sales', label: 'afterSalesTitle', icon: <RollbackOutlined />, order: 20, permission: 'commerce.read' },
    { group: 'mall', path: '/verification', label: 'tillTitle', icon: <BarcodeOutlined />, order: 30, permission: 'promotions.verify' },
    { group: 'mall', path: '/coupons', label: 'couponsTitle', icon: <GiftOutlined />, order: 40, permission: 'promotions.read' },
    { group: 'mall', path: '/promotions', label: 'promotionsTitle', icon: <PercentageOutlined />, order: 50, permission: 'promotions.read' },
    { group: 'mall', path: '/occasions', label: 'occasionsTitle', icon: <SmileOutlined />, order: 52, permission: 'promotions.read' },
    { group: 'mall', path: '/promotion-calendar', label: 'calendarTitle', icon: <CalendarOutlined />, order: 55, permission: 'promotions.read' },
    { group: 'mall', path: '/carriers', label: 'carriersTitle', icon: <TruckOutlined />, order: 70, permission: 'commerce.read' },
    { group: 'mall', path: '/simulator', label: 'simulatorTitle', icon: <CalculatorOutlined />, order: 60, permission: 'promotions.read' },
  ],
  personPanels: [{ key: 'orders', permission: 'commerce.read', load: () => import('./orders/PersonOrders') }],
};
