import { page, type Feature } from '@/app/feature';

export const firstRun: Feature = {
  name: 'firstRun',
  routes: [page('start', () => import('./StartPage'))],
};
