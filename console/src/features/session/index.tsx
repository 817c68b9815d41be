import { page, type Feature } from '@/app/feature';
import { signInPath } from '@/app/session';

export const session: Feature = {
  name: 'session',
  translations: { 'zh-CN': () => import('./locales/zh-CN.json'), en: () => import('./locales/en.json') },
  openRoutes: [page(signInPath, () => import('./SignInPage')), page('/invitation', () => import('./InvitationPage'))],
};
