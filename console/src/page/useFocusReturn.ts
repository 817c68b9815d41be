import { useRef } from 'react';

/** Gives the focus back to where it was once something that lay on top has gone. */
export function useFocusReturn(): { remember: () => void; giveBack: () => void } {
  const origin = useRef<Element | null>(null);
  return {
    remember: () => {
      origin.current = document.activeElement;
    },
    giveBack: () => {
      const element = origin.current;
      requestAnimationFrame(() => element instanceof HTMLElement && element.isConnected && element.focus());
    },
  };
}
