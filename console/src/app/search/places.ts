import type { Entry } from './palette';
import { isRouted } from './routed';
import { permits } from '../permissions';

interface Place {
  path: string;
  /** Its words stand under `search.places.<label>`. */
  label: string;
  permission: string;
}

/** Pages that stand inside others, and so are not in the navigation. */
const places: readonly Place[] = [
  { path: '/segments/new', label: 'newSegment', permission: 'audiences.manage' },
  { path: '/segments/compare', label: 'compareSegments', permission: 'audiences.read' },
  { path: '/campaigns/new', label: 'newCampaign', permission: 'messaging.manage' },
  { path: '/imports/new', label: 'newImport', permission: 'imports.manage' },
  { path: '/settings/staff/roles', label: 'roles', permission: 'organization.read_staff' },
  { path: '/settings/developers/webhooks', label: 'webhooks', permission: 'connectors.read_webhooks' },
  { path: '/settings/rules/consent', label: 'consent', permission: 'people.read' },
  { path: '/settings/jobs/parked', label: 'parked', permission: 'system.read' },
  { path: '/settings/system/stores', label: 'stores', permission: 'system.read' },
  { path: '/settings/system/modules', label: 'modules', permission: 'system.read' },
];

export function placeEntries(permissions: readonly string[], words: (label: string) => string): Entry[] {
  return places
    .filter((place) => permits(permissions, place.permission) && isRouted(place.path))
    .map(({ path, label }) => ({ kind: 'page', path, title: words(label) }));
}
