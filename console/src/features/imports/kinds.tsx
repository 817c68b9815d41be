import { FundOutlined, ShoppingOutlined, TagsOutlined, TeamOutlined, ThunderboltOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { ImportKind } from './importsQueries';

export const importKinds = ['people', 'orders', 'events', 'tags', 'ad_spend'] as const satisfies readonly ImportKind[];

export const kindIcons: Record<ImportKind, ReactNode> = {
  people: <TeamOutlined />,
  orders: <ShoppingOutlined />,
  events: <ThunderboltOutlined />,
  tags: <TagsOutlined />,
  ad_spend: <FundOutlined />,
};
