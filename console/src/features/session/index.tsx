import { page, type Feature } from '@/app/feature';
import { signInPath } from '@/app/session';

export const session: Feature = {
  name: 'session',
  openRoutes: [page(signInPath, () => import('./SignInPage')), page('/invitation', () => import('./InvitationPage'))],
};
