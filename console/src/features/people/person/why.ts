import { plainValue } from '@/format/value';

/** A condition as the explanation carries it: its kind, and fields of that kind. */
export interface LooseCondition {
  kind: string;
  [field: string]: unknown;
}

/** How codes and names are called. */
export interface Naming {
  event: (name: string) => string;
  trait: (name: string) => string;
  tag: (code: string) => string;
  purpose: (name: string) => string;
  channel: (name: string) => string;
  identifier: (name: string) => string;
}

/** What a condition is about, in the operator's words; empty for groups, whose parts say it. */
export function subjectOf(condition: LooseCondition, naming: Naming): string {
  const text = (field: string) => (typeof condition[field] === 'string' ? (condition[field] as string) : '');
  if (text('event')) return naming.event(text('event'));
  if (Array.isArray(condition.steps)) return condition.steps.map((step) => naming.event(String((step as LooseCondition).event))).join(' → ');
  if (Array.isArray(condition.tags)) return condition.tags.map((code) => naming.tag(String(code))).join(', ');
  if (text('purpose')) return `${naming.purpose(text('purpose'))} · ${naming.channel(text('channel'))}`;
  if (condition.kind === 'trait') return naming.trait(text('name'));
  if (condition.kind === 'identifier') return naming.identifier(text('type'));
  return text('name') || text('state') || text('segment') || text('list') || text('node') || (typeof condition.percent === 'number' ? `${condition.percent} %` : '');
}

/** How the condition compares; null where it does not. */
export function compareOf(condition: LooseCondition): { op: string; value: string } | null {
  const { compare } = condition;
  if (!isRecord(compare) || typeof compare.op !== 'string') return null;
  const value = compare.value ?? compare.values ?? (compare.least !== undefined ? `${plainValue(compare.least)}–${plainValue(compare.most)}` : undefined);
  return { op: compare.op, value: value === undefined || value === null ? '' : plainValue(value) };
}

/** The last days (hours, …) that the condition looks at; null where it is about all time or dates. */
export function windowOf(condition: LooseCondition): { amount: number; unit: string } | null {
  const window = condition.window;
  const last = isRecord(window) && isRecord(window.last) ? window.last : window;
  return isRecord(last) && typeof last.amount === 'number' && typeof last.unit === 'string' ? { amount: last.amount, unit: last.unit } : null;
}

export interface SeenFact {
  name: string;
  value: unknown;
  isTime: boolean;
}

/** What a condition saw of the person, on one level, without what it did not find. */
export function seenFacts(seen: Record<string, unknown>): SeenFact[] {
  return Object.entries(seen)
    .flatMap(([name, value]): [string, unknown][] => (isRecord(value) ? Object.entries(value) : [[name, value]]))
    .filter(([name, value]) => value !== null && value !== '' && name !== 'person')
    .map(([name, value]) => ({ name: name.replace(/^(trait|attribute):/, ''), value, isTime: typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) }));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
