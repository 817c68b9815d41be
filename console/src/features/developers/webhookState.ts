import type { EventType, Webhook } from './webhooksQueries';

export type WebhookState = 'active' | 'failing' | 'paused' | 'disabled';

/** How an endpoint stands; `disabled` is siyu's own doing, `paused` a person's. */
export function webhookState(webhook: Pick<Webhook, 'active' | 'disabled_at' | 'failing_since'>): WebhookState {
  if (!webhook.active) return webhook.disabled_at ? 'disabled' : 'paused';
  return webhook.failing_since ? 'failing' : 'active';
}

export interface EventGroup {
  /** `people.*`: all of a module. */
  pattern: string;
  module: string;
  types: EventType[];
}

/** Event types by the module that publishes them. */
export function groupEventTypes(types: readonly EventType[]): EventGroup[] {
  const groups = new Map<string, EventType[]>();
  for (const type of types) {
    const module = type.name.split('.')[0] ?? type.name;
    groups.set(module, [...(groups.get(module) ?? []), type]);
  }
  return [...groups].map(([module, members]) => ({ module, pattern: `${module}.*`, types: members }));
}

/** What a choice of events comes down to: a pattern swallows what it covers. */
export function tidyEvents(chosen: readonly string[]): string[] {
  if (chosen.includes('*')) return ['*'];
  const patterns = chosen.filter((name) => name.endsWith('.*')).map((name) => name.slice(0, -1));
  return chosen.filter((name) => name.endsWith('.*') || !patterns.some((prefix) => name.startsWith(prefix)));
}

/** The body of a delivery as JSON, or as it is. */
export function readBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
