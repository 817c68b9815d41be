import { page, type Feature } from '@/app/feature';

export const help: Feature = {
  name: 'help',
  routes: [page('help', () => import('./HelpPage')), page('help/docs/*', () => import('./DocPage'))],
};
