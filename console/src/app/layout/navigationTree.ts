import { navigationGroups, type Feature, type NavigationGroup, type NavigationItem } from '../feature';
import { features } from '../features';
import { permits } from '../permissions';

export interface PlacedItem extends NavigationItem {
  /** Translations that the label belongs to. */
  namespace: string;
}

export interface PlacedGroup {
  name: NavigationGroup;
  items: PlacedItem[];
}

/** What an operator with these permissions finds in the navigation; groups without an item are left out. */
export function navigationFor(permissions: readonly string[], from: readonly Feature[] = features): PlacedGroup[] {
  const items = from.flatMap((feature) => (feature.navigation ?? []).map((item) => ({ ...item, namespace: feature.name })));
  const allowed = items.filter((item) => !item.permission || permits(permissions, item.permission));
  return navigationGroups
    .map((name) => ({
      name,
      items: allowed.filter((item) => item.group === name).sort((one, other) => one.order - other.order),
    }))
    .filter((group) => group.items.length > 0);
}

/** The navigation path that a page belongs to: the longest that its own path starts with. */
export function selectedPath(groups: readonly PlacedGroup[], pathname: string): string | undefined {
  return groups
    .flatMap((group) => group.items.map((item) => item.path))
    .filter((path) => pathname === path || pathname.startsWith(`${path}/`))
    .sort((one, other) => other.length - one.length)[0];
}
