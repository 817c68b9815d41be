import {
  EyeOutlined,
  GlobalOutlined,
  IdcardOutlined,
  MailOutlined,
  ShareAltOutlined,
  ShoppingCartOutlined,
  ShoppingOutlined,
  ThunderboltOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { EventFamily } from './timeline';

/** Icon and data colour of each kind of happening. */
export const eventLooks: Record<EventFamily, { icon: ReactNode; color: number }> = {
  order: { icon: <ShoppingOutlined />, color: 1 },
  cart: { icon: <ShoppingCartOutlined />, color: 3 },
  product: { icon: <EyeOutlined />, color: 5 },
  message: { icon: <MailOutlined />, color: 2 },
  identity: { icon: <IdcardOutlined />, color: 4 },
  invite: { icon: <ShareAltOutlined />, color: 6 },
  visit: { icon: <GlobalOutlined />, color: 8 },
  other: { icon: <ThunderboltOutlined />, color: 7 },
};
