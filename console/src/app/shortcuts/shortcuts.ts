export type ShortcutName = 'palette' | 'find' | 'help' | 'shortcuts';

interface Shortcut {
  name: ShortcutName;
  /** Keys in turn, as they are shown. */
  keys: string[];
}

/** All keys that the frame listens to, in the order in which they are listed. */
export const shortcuts: Shortcut[] = [
  { name: 'palette', keys: ['mod', 'K'] },
  { name: 'find', keys: ['/'] },
  { name: 'shortcuts', keys: ['?'] },
  { name: 'help', keys: ['mod', '/'] },
];

interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** The shortcut that a press means; letters and signs alone mean nothing while something is being written. */
export function shortcutOf(press: Press, writing: boolean): ShortcutName | undefined {
  if (press.altKey) return undefined;
  const mod = press.ctrlKey || press.metaKey;
  if (mod) return press.key.toLowerCase() === 'k' ? 'palette' : press.key === '/' ? 'help' : undefined;
  if (writing) return undefined;
  return press.key === '/' ? 'find' : press.key === '?' || press.key === '？' ? 'shortcuts' : undefined;
}

/** Whether keys pressed there write text. */
export function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
