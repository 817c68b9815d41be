import type { TimelineItem } from '@/api/types';
import type { EventName } from '../peopleTypes';

export interface TimelineDay {
  day: string;
  items: TimelineItem[];
}

/** Items under their day, in the order in which they came. */
export function groupByDay(items: readonly TimelineItem[], dayOf: (item: TimelineItem) => string): TimelineDay[] {
  const days: TimelineDay[] = [];
  for (const item of items) {
    const day = dayOf(item);
    const last = days.at(-1);
    if (last?.day === day) last.items.push(item);
    else days.push({ day, items: [item] });
  }
  return days;
}

export type EventFamily = 'order' | 'cart' | 'product' | 'message' | 'identity' | 'invite' | 'visit' | 'other';

const families: [EventFamily, RegExp][] = [
  ['order', /order|payment|refund|checkout/i],
  ['cart', /cart|product added|product removed|coupon/i],
  ['product', /product|search/i],
  ['message', /message|email|sms|campaign/i],
  ['invite', /invit|share|refer/i],
  ['identity', /sign|identif|register|login|alias|merge/i],
  ['visit', /page|screen|visit|store|scan|application/i],
];

/** What kind of happening an event is, for its icon and colour. */
export function familyOf(item: Pick<TimelineItem, 'event' | 'type'>): EventFamily {
  const name = item.event || item.type;
  return families.find(([, pattern]) => pattern.test(name))?.[0] ?? 'other';
}

/** Kinds of what happened, with how often, in their usual order. */
export function familiesOf(names: readonly EventName[]): { name: EventFamily; count: number }[] {
  const counts = new Map<EventFamily, number>();
  for (const { event, count } of names) {
    const family = familyOf({ event, type: event });
    counts.set(family, (counts.get(family) ?? 0) + count);
  }
  const order: EventFamily[] = [...families.map(([family]) => family), 'other'];
  return order.filter((family) => counts.has(family)).map((name) => ({ name, count: counts.get(name) ?? 0 }));
}

/** The names to ask the server for: that of one event, those of a kind, or null for all. */
export function eventsAsked(names: readonly EventName[], family: string | null, event: string | null): string[] | null {
  if (event) return [event];
  if (!family) return null;
  return names
    .map((name) => name.event)
    .filter((name) => familyOf({ event: name, type: name }) === family)
    .slice(0, namesMax);
}

/** The event that the address names, as far as it has been loaded. */
export function itemIn(items: readonly TimelineItem[], messageId: string | null): TimelineItem | undefined {
  return messageId === null ? undefined : items.find((item) => item.message_id === messageId);
}

// As many as the route takes.
const namesMax = 50;

const telling = ['name', 'product_name', 'title', 'subject', 'order_id', 'query', 'coupon', 'category', 'store', 'url', 'path', 'campaign'];

/** The two or three properties that tell an operator most, in one line. */
export function gist(properties: Record<string, unknown>): string[] {
  return telling
    .filter((name) => name !== 'url' || !properties.path)
    .map((name) => properties[name])
    .filter((value): value is string | number => typeof value === 'string' || typeof value === 'number')
    .map(String)
    .filter((value) => value !== '')
    .slice(0, 3);
}

/** The currency that an event names, where it is one. */
export function currencyOf(properties: Record<string, unknown>): string | undefined {
  const { currency } = properties;
  return typeof currency === 'string' && /^[A-Z]{3}$/.test(currency) ? currency : undefined;
}

/** The amount that an event carries, in currency units. */
export function amountOf(properties: Record<string, unknown>): number | null {
  for (const name of ['total', 'revenue', 'value', 'price']) {
    const value = properties[name];
    if (typeof value === 'number' && Number.isFinite(value)) return value;
  }
  return null;
}
