const prefix = 'siyu.';

/** What this browser was asked to remember; null where it was not, or where storage is refused. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(prefix + key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(prefix + key, value);
  } catch {
    // A browser that refuses storage only forgets the preference.
  }
}
