import type { ComponentType, ReactNode } from 'react';

/** Groups of the left navigation, in the order in which they are shown. */
export const navigationGroups = ['overview', 'customers', 'audiences', 'reach', 'members', 'mall', 'shelf', 'data', 'settings'] as const;

export type NavigationGroup = (typeof navigationGroups)[number];

export interface NavigationItem {
  group: NavigationGroup;
  path: string;
  /** Key of the label in the feature's `<language>.navigation.json`; `<label>Purpose` says in a line what the page is for. */
  label: string;
  icon: ReactNode;
  /** Place within the group; lower comes first. */
  order: number;
  /** Hidden from an operator who lacks it. */
  permission?: string;
}

/** What a folder under `features/` contributes to the frame. */
export interface Feature {
  /** Its folder, and the namespace of its translations: `locales/<language>.json` comes with its pages. */
  name: string;
  /** Other features whose words its pages speak. */
  speaks?: string[];
  /** Shown inside the frame, to a signed-in operator. */
  routes?: PageRoute[];
  /** Shown alone, to anyone. */
  openRoutes?: PageRoute[];
  navigation?: NavigationItem[];
  /** What it shows beside a person. */
  personPanels?: PersonPanel[];
}

export interface PersonPanel {
  key: string;
  /** Not shown to an operator who lacks it. */
  permission: string;
  /** Attributes that it shows in its own words; they are not listed again. */
  attributes?: string[];
  load: () => Promise<{ default: ComponentType<{ personId: string }> }>;
}

export interface PageRoute {
  path: string;
  lazy: () => Promise<{ Component: ComponentType }>;
}

/** A route whose page's code arrives, with the feature's words, when it is first visited; the page before it stays until then. */
export function page(path: string, load: () => Promise<{ default: ComponentType }>): PageRoute {
  return { path, lazy: async () => ({ Component: (await load()).default }) };
}
