import { FileTextOutlined, NotificationOutlined, SendOutlined } from '@ant-design/icons';
import { page, type Feature } from '@/app/feature';

export const reach: Feature = {
  name: 'reach',
  routes: [
    page('campaigns', () => import('./campaigns/CampaignsPage')),
    page('campaigns/new', () => import('./compose/NewCampaignPage')),
    page('campaigns/:campaignId', () => import('./campaign/CampaignPage')),
    page('campaigns/:campaignId/edit', () => import('./compose/EditCampaignPage')),
    page('templates', () => import('./templates/TemplatesPage')),
    page('templates/:templateId', () => import('./templates/TemplatePage')),
    page('channels', () => import('./channels/ChannelsPage')),
  ],
  navigation: [
    { group: 'reach', path: '/campaigns', label: 'campaigns', icon: <NotificationOutlined />, order: 10, permission: 'messaging.read' },
    { group: 'reach', path: '/templates', label: 'templates', icon: <FileTextOutlined />, order: 20, permission: 'messaging.read' },
    { group: 'reach', path: '/channels', label: 'channels', icon: <SendOutlined />, order: 30, permission: 'channels.read' },
  ],
};
