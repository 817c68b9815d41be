import { CloudServerOutlined, FileOutlined, GlobalOutlined, MobileOutlined, RadarChartOutlined, WechatOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { SourceKind } from './sourcesQueries';

export const kindIcons: Record<SourceKind, ReactNode> = {
  browser: <GlobalOutlined />,
  mini_program: <WechatOutlined />,
  server: <CloudServerOutlined />,
  mobile: <MobileOutlined />,
  sensors: <RadarChartOutlined />,
  file: <FileOutlined />,
};
