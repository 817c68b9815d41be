import type { Import, Report } from './importsQueries';

export interface ResultLink {
  key: 'people' | 'segment' | 'seen' | 'next';
  to: string;
}

/** Where what was imported can be seen and used. */
export function resultLinks(one: Pick<Import, 'kind' | 'source_id'>, report: Pick<Report, 'items'>): ResultLink[] {
  const links: ResultLink[] = [];
  if (one.kind !== 'ad_spend') links.push({ key: 'people', to: '/people' });
  const event = mainEvent(one, report);
  if (event) links.push({ key: 'segment', to: segmentAddress(event, one.source_id) });
  if (one.kind === 'events' || one.kind === 'orders') links.push({ key: 'seen', to: '/tracking-plan' });
  links.push({ key: 'next', to: '/imports/new' });
  return links;
}

/** The event most of the rows became. */
function mainEvent(one: Pick<Import, 'kind'>, report: Pick<Report, 'items'>): string | null {
  if (one.kind !== 'orders' && one.kind !== 'events') return null;
  return Object.entries(report.items).sort(([, first], [, second]) => second - first)[0]?.[0] ?? null;
}

/** A new segment of those who did an event that came from this source. */
function segmentAddress(event: string, source: string): string {
  const did = { kind: 'did', event, where: [{ field: 'source', compare: { op: 'equals', value: source } }] };
  const definition = { version: 1, where: { kind: 'all', conditions: [did] } };
  return `/segments/new?definition=${encodeURIComponent(JSON.stringify(definition))}`;
}
