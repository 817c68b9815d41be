/** A fact that a condition looked at: how often, when, which value. */
export type SeenFact = { name: string; kind: 'value' | 'count' | 'time'; value: unknown };

const times = new Set(['first', 'last']);

/** What an explanation saw, as facts one by one; times of what never happened are left out. */
export function seenFacts(seen: Record<string, unknown>): SeenFact[] {
  const never = seen.events === 0;
  return Object.entries(seen).flatMap(([name, value]): SeenFact[] => {
    if (name === 'values' && typeof value === 'object' && value !== null) {
      return Object.entries(value).map(([key, inner]) => ({ name: key.replace(/^trait:/, ''), kind: 'value', value: inner }));
    }
    if (value === null || value === undefined) return [];
    if (times.has(name)) return never || Number(new Date(String(value))) <= 0 ? [] : [{ name, kind: 'time', value }];
    return [{ name, kind: 'count', value }];
  });
}
