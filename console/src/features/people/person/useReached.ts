import { useEffect, useRef } from 'react';

const marginPx = 400;

/** Calls back whenever the element comes near the window: the end of a list that goes on. */
export function useReached(onReached: () => unknown) {
  const element = useRef<HTMLDivElement>(null);
  const call = useRef(onReached);
  useEffect(() => {
    call.current = onReached;
  });
  useEffect(() => {
    const end = element.current;
    if (!end) return;
    const observer = new IntersectionObserver((seen) => seen.some((entry) => entry.isIntersecting) && call.current(), { rootMargin: `${marginPx}px` });
    observer.observe(end);
    return () => observer.disconnect();
  });
  return element;
}
