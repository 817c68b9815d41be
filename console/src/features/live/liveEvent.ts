/** One event as the stream tells it. The stream is outside OpenAPI, so its shape is checked here. */
export interface LiveEvent {
  message_id: string;
  event: string | null;
  type: string;
  person_id: string | null;
  received_at: string;
  source: string | null;
  user_id: string | null;
  anonymous_id: string | null;
  properties: Record<string, unknown>;
  status: 'accepted' | 'quarantined';
  reason: string | null;
}

/** The event in a stream message, or null where it is not one. */
export function parseLiveEvent(data: string): LiveEvent | null {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const raw = value as Record<string, unknown>;
  if (typeof raw.message_id !== 'string' || typeof raw.type !== 'string') return null;
  return {
    message_id: raw.message_id,
    event: text(raw.event),
    type: raw.type,
    person_id: text(raw.person_id),
    received_at: text(raw.received_at) ?? new Date().toISOString(),
    source: text(raw.source),
    user_id: text(raw.user_id),
    anonymous_id: text(raw.anonymous_id),
    properties: typeof raw.properties === 'object' && raw.properties ? (raw.properties as Record<string, unknown>) : {},
    status: raw.status === 'quarantined' ? 'quarantined' : 'accepted',
    reason: text(raw.reason),
  };
}

/** How many events the server could not pass on to this reader, as its `missed` message says. */
export function parseMissed(data: string): number {
  try {
    const { count } = JSON.parse(data) as { count?: unknown };
    return typeof count === 'number' ? count : 0;
  } catch {
    return 0;
  }
}

export interface LiveFilter {
  query: string;
  status: string;
  type: string;
  /** Code of a source. */
  source: string;
  /** Exact name of the event. */
  name: string;
}

/** Where the stream lies. The server sends only what the filter wants; free text is looked for here, where labels are known. */
export function streamAddress({ status, type, source, name }: LiveFilter): string {
  const wanted = new URLSearchParams();
  for (const [key, value] of Object.entries({ event: name, type, status, source })) if (value) wanted.set(key, value);
  return wanted.size > 0 ? `/api/live?${wanted.toString()}` : '/api/live';
}

/** Whether an event is one that the operator asked to see; the query looks in name, label, ids, source and properties. */
export function matchesFilter(event: LiveEvent, { query, status, type, source, name }: LiveFilter, label = ''): boolean {
  if (status && event.status !== status) return false;
  if (type && event.type !== type) return false;
  if (source && event.source !== source) return false;
  if (name && event.event !== name) return false;
  const wanted = query.trim().toLowerCase();
  if (!wanted) return true;
  const words = [label, event.event, event.person_id, event.user_id, event.anonymous_id, event.source, event.message_id, event.reason];
  return words.some((word) => word?.toLowerCase().includes(wanted)) || JSON.stringify(event.properties).toLowerCase().includes(wanted);
}

/** Newest first, each message once, at most `limit`. */
export function mergeNewest(seen: readonly LiveEvent[], arrived: readonly LiveEvent[], limit: number): LiveEvent[] {
  const byId = new Map<string, LiveEvent>();
  for (const event of [...arrived].reverse()) byId.set(event.message_id, event);
  for (const event of seen) if (!byId.has(event.message_id)) byId.set(event.message_id, event);
  return [...byId.values()].slice(0, limit);
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
