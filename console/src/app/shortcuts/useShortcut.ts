import { useEffect, useRef } from 'react';
import { isWriting, shortcutOf, type ShortcutName } from './shortcuts';

const shown = 'siyu:shortcut';

/** Calls `act` whenever the keys of a shortcut are pressed, or something else asks for it. */
export function useShortcut(name: ShortcutName, act: () => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented || shortcutOf(event, isWriting(event.target)) !== name) return;
      event.preventDefault();
      latest.current();
    };
    const onAsk = (event: Event) => {
      if ((event as CustomEvent<ShortcutName>).detail === name) latest.current();
    };
    document.addEventListener('keydown', onKey);
    document.addEventListener(shown, onAsk);
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener(shown, onAsk);
    };
  }, [name]);
}

export function showShortcuts(): void {
  document.dispatchEvent(new CustomEvent<ShortcutName>(shown, { detail: 'shortcuts' }));
}

export function isApple(): boolean {
  return /mac|iphone|ipad/i.test(navigator.platform);
}
