import { page, type Feature } from '@/app/feature';

export const firstRun: Feature = {
  name: 'firstRun',
  translations: { 'zh-CN': () => import('./locales/zh-CN.json'), en: () => import('./locales/en.json') },
  routes: [page('start', () => import('./StartPage'))],
};
