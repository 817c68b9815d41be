import type { TimelineItem } from '@/api/types';

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

/** Names of events met so far, those known before first. */
export function eventsSeen(items: readonly TimelineItem[], known: readonly string[]): string[] {
  const names = new Set(known);
  for (const item of items) if (item.event) names.add(item.event);
  return [...names];
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
