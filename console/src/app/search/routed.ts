import { matchPath } from 'react-router';
import { features } from '../features';

/** Whether a feature has a page at an address. */
export function isRouted(address: string): boolean {
  return features.some((feature) => feature.routes?.some((route) => route.path !== undefined && matchPath(`/${route.path.replace(/^\//, '')}`, address.replace(/\?.*$/, ''))));
}
