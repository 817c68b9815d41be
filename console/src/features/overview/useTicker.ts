import { useEffect, useState } from 'react';
import { newestFirst, parseTicker, type TickerEvent } from './tickerEvent';

const keptEvents = 12;
const flushMs = 500;
const reopenMs = 5_000;

/** The newest events as they come; the stream rests while the window is hidden. */
export function useTicker(): { events: TickerEvent[]; broken: boolean } {
  const [events, setEvents] = useState<TickerEvent[]>([]);
  const [broken, setBroken] = useState(false);

  useEffect(() => {
    let source: EventSource | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    let waiting: TickerEvent[] = [];

    const close = () => {
      clearTimeout(again);
      source?.close();
      source = undefined;
    };
    const open = () => {
      close();
      if (document.hidden) return;
      source = new EventSource('/api/live');
      source.onopen = () => setBroken(false);
      source.onerror = () => {
        setBroken(true);
        if (source?.readyState === EventSource.CLOSED) again = setTimeout(open, reopenMs);
      };
      source.addEventListener('tracked', (message: MessageEvent<string>) => {
        const event = parseTicker(message.data);
        if (event) waiting = [...waiting, event].slice(-keptEvents);
      });
    };
    const flush = setInterval(() => {
      if (waiting.length === 0) return;
      const arrived = waiting;
      waiting = [];
      setEvents((seen) => newestFirst(seen, arrived, keptEvents));
    }, flushMs);

    open();
    document.addEventListener('visibilitychange', open);
    return () => {
      document.removeEventListener('visibilitychange', open);
      clearInterval(flush);
      close();
    };
  }, []);

  return { events, broken };
}
