import type { PlacedGroup } from '../layout/navigationTree';

export type EntryKind = 'page' | 'person' | 'segment' | 'campaign' | 'template' | 'coupon' | 'promotion' | 'import' | 'act';

/** A line of the command palette. */
export interface Entry {
  kind: EntryKind;
  /** Where it leads; for an act its name. */
  path: string;
  title: string;
  note?: string;
}

export interface EntryGroup {
  kind: EntryKind | 'recent';
  entries: Entry[];
}

/** Pages of the navigation in the operator's words. */
export function pageEntries(groups: readonly PlacedGroup[], words: (key: string, namespace: string) => string): Entry[] {
  return groups.flatMap((group) =>
    group.items.map((item) => ({
      kind: 'page' as const,
      path: item.path,
      title: words(item.label, item.namespace),
      note: words(`${item.label}Purpose`, item.namespace),
    })),
  );
}

/** Entries that have every word of the text in title, note or path; those whose title begins with it come first. */
export function matching(entries: readonly Entry[], text: string): Entry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = entries.filter((entry) => {
    const whole = `${entry.title} ${entry.note ?? ''} ${entry.path}`.toLowerCase();
    return words.every((word) => whole.includes(word));
  });
  const rank = (entry: Entry) => {
    const at = entry.title.toLowerCase().indexOf(words[0] ?? '');
    return at === 0 ? 0 : at > 0 ? 1 : 2;
  };
  return found.map((entry, index) => ({ entry, index })).sort((one, other) => rank(one.entry) - rank(other.entry) || one.index - other.index).map(({ entry }) => entry);
}

export const recentMax = 6;

/** What was chosen last, newest first, each once. */
export function withRecent(recent: readonly Entry[], chosen: Entry): Entry[] {
  return [chosen, ...recent.filter((entry) => entry.path !== chosen.path)].slice(0, recentMax);
}

/** Remembered entries, as far as they can be read; names of people are not kept in the browser. */
export function readRecent(text: string | null): Entry[] {
  try {
    const found: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(found) ? found.filter(isEntry).slice(0, recentMax) : [];
  } catch {
    return [];
  }
}

function isEntry(value: unknown): value is Entry {
  const entry = value as Partial<Entry> | null;
  return typeof entry?.path === 'string' && typeof entry.title === 'string' && typeof entry.kind === 'string' && entry.path.startsWith('/');
}
