import type { LiveEvent } from './liveEvent';

/** A property of an event that a segment can ask for. */
export interface Askable {
  /** As the segment language calls it. */
  field: string;
  name: string;
  value: string | number | boolean;
}

const pathAllowed = /^[^\x00-\x1f`^[\]:'"\\]{1,200}$/;  
const valueLengthMax = 500;
const depthMax = 3;

/** Properties with a plain value, also within objects; lists and personal hashes are left out. */
export function askables(event: Pick<LiveEvent, 'properties'>): Askable[] {
  return walk(event.properties, '', 1);
}

function walk(properties: Record<string, unknown>, prefix: string, depth: number): Askable[] {
  return Object.entries(properties).flatMap(([key, value]) => {
    const name = prefix + key;
    if (!pathAllowed.test(name)) return [];
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && depth < depthMax) return walk(value as Record<string, unknown>, `${name}.`, depth + 1);
    return isAskable(value) ? [{ field: `properties.${name}`, name, value }] : [];
  });
}

function isAskable(value: unknown): value is string | number | boolean {
  if (typeof value === 'string') return value !== '' && value.length <= valueLengthMax && !value.startsWith('hash:');
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
}

/** People who did this event, with these properties, in the last 30 days. */
export function segmentAddress(event: string, wanted: readonly Askable[]): string {
  const did = {
    kind: 'did',
    event,
    where: wanted.map(({ field, value }) => ({ field, compare: { op: 'equals', value } })),
    window: { kind: 'last', amount: 30 },
  };
  const definition = { version: 1, where: { kind: 'all', conditions: [did] } };
  return `/segments/new?definition=${encodeURIComponent(JSON.stringify(definition))}`;
}
