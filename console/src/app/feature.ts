import type { ComponentType, ReactNode } from 'react';
import type { RouteObject } from 'react-router';
import type { Language } from './language';

/** Groups of the left navigation, in the order in which they are shown. */
export const navigationGroups = ['overview', 'customers', 'audiences', 'reach', 'data', 'settings'] as const;

export type NavigationGroup = (typeof navigationGroups)[number];

export interface NavigationItem {
  group: NavigationGroup;
  path: string;
  /** Key of the label in the feature's own translations; `<label>Purpose` says in a line what the page is for. */
  label: string;
  icon: ReactNode;
  /** Place within the group; lower comes first. */
  order: number;
  /** Hidden from an operator who lacks it. */
  permission?: string;
}

/** What a folder under `features/` contributes to the frame. */
export interface Feature {
  /** Also the namespace of its translations. */
  name: string;
  translations: Record<Language, () => Promise<{ default: object }>>;
  /** Shown inside the frame, to a signed-in operator. */
  routes?: RouteObject[];
  /** Shown alone, to anyone. */
  openRoutes?: RouteObject[];
  navigation?: NavigationItem[];
}

/** A route whose page's code arrives when it is first visited; the page before it stays until then. */
export function page(path: string, load: () => Promise<{ default: ComponentType }>): RouteObject {
  return { path, lazy: async () => ({ Component: (await load()).default }) };
}
