/** What the ticker shows of an event. The stream is outside OpenAPI, so its shape is checked here. */
export interface TickerEvent {
  id: string;
  event: string | null;
  type: string;
  person: string | null;
  source: string | null;
  at: string;
}

/** The event in a stream message; null where it is none, or was quarantined. */
export function parseTicker(data: string): TickerEvent | null {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const raw = value as Record<string, unknown>;
  if (typeof raw.message_id !== 'string' || typeof raw.type !== 'string' || raw.status === 'quarantined') return null;
  return {
    id: raw.message_id,
    event: text(raw.event),
    type: raw.type,
    person: text(raw.person_id),
    source: text(raw.source),
    at: text(raw.received_at) ?? new Date().toISOString(),
  };
}

/** The newest first, each once, no more than there is room for. */
export function newestFirst(seen: readonly TickerEvent[], arrived: readonly TickerEvent[], most: number): TickerEvent[] {
  const ids = new Set<string>();
  return [...[...arrived].reverse(), ...seen].filter(({ id }) => !ids.has(id) && ids.add(id)).slice(0, most);
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
