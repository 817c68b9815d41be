import { useSyncExternalStore } from 'react';

/** A hook that says whether a media query holds, and goes on saying it as the window changes. */
export function mediaQuery(condition: string): () => boolean {
  const query = window.matchMedia(condition);
  const subscribe = (changed: () => void) => {
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  };
  return () => useSyncExternalStore(subscribe, () => query.matches);
}
