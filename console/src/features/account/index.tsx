import { page, type Feature } from '@/app/feature';
import { accountPath } from '@/app/session';

export const account: Feature = {
  name: 'account',
  translations: { 'zh-CN': () => import('./locales/zh-CN.json'), en: () => import('./locales/en.json') },
  routes: [page(accountPath, () => import('./AccountPage'))],
};
