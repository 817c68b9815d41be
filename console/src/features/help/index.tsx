import { page, type Feature } from '@/app/feature';

export const help: Feature = {
  name: 'help',
  translations: { 'zh-CN': () => import('./locales/zh-CN.json'), en: () => import('./locales/en.json') },
  routes: [page('help', () => import('./HelpPage')), page('help/docs/*', () => import('./DocPage'))],
};
