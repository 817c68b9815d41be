import { page, type Feature } from '@/app/feature';
import { accountPath } from '@/app/session';

export const account: Feature = {
  name: 'account',
  routes: [page(accountPath, () => import('./AccountPage'))],
};
