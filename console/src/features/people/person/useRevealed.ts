import { useEffect, useState } from 'react';
import type { Revealed } from '../peopleTypes';
import { useReveal } from './personQueries';

const shownSeconds = 60;

/** Personal data in clear for a minute; then, or on a click, it is masked again. */
export function useRevealed(personId: string) {
  const reveal = useReveal(personId);
  const [data, setData] = useState<Revealed | null>(null);
  const [secondsLeft, setSecondsLeft] = useState(0);

  useEffect(() => {
    if (!data) return;
    const timer = setInterval(() => setSecondsLeft((left) => left - 1), 1_000);
    return () => clearInterval(timer);
  }, [data]);
  if (data && secondsLeft <= 0) setData(null);

  return {
    data,
    secondsLeft,
    isPending: reveal.isPending,
    show: async () => {
      const found = await reveal.mutateAsync();
      reveal.reset();
      setSecondsLeft(shownSeconds);
      setData(found);
    },
    hide: () => setData(null),
  };
}
