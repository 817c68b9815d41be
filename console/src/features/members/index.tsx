import { CrownOutlined, IdcardOutlined, ShopOutlined } from '@ant-design/icons';
import { page, type Feature } from '@/app/feature';

export const members: Feature = {
  name: 'members',
  routes: [
    page('members', () => import('./list/MembersPage')),
    page('members/programme', () => import('./programme/ProgrammePage')),
    page('members/programme/budgets', () => import('./programme/BudgetsPage')),
    page('members/points-mall', () => import('./mall/OffersPage')),
    page('members/points-mall/exchanges', () => import('./mall/ExchangesPage')),
  ],
  navigation: [
    { group: 'members', path: '/members', label: 'membersTitle', icon: <IdcardOutlined />, order: 10, permission: 'loyalty.read' },
    { group: 'members', path: '/members/programme', label: 'programmeTitle', icon: <CrownOutlined />, order: 20, permission: 'loyalty.read' },
    { group: 'members', path: '/members/points-mall', label: 'pointsMallTitle', icon: <ShopOutlined />, order: 30, permission: 'loyalty.read' },
  ],
  personPanels: [{ key: 'card', permission: 'loyalty.read', attributes: ['tier', 'tier_until', 'growth', 'points_balance'], load: () => import('./card/MemberPanel') }],
};
