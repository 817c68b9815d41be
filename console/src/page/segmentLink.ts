import type { components } from '@/api/schema';

/** The address at which a definition is made into a segment: so that any count of people can become one. */
export function newSegmentPath(definition: components['schemas']['Definition-Input'], name?: string): string {
  const search = new URLSearchParams({ definition: JSON.stringify(definition) });
  if (name) search.set('name', name);
  return `/segments/new?${search}`;
}
