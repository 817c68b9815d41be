import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { meQuery } from '@/app/session';
import { mergeNewest, parseLiveEvent, parseMissed, streamAddress, type LiveEvent, type LiveFilter } from './liveEvent';

export type Connection = 'connecting' | 'open' | 'broken';

const keptEvents = 500;
const flushMs = 250;
const rateWindowMs = 10_000;
const reopenMs = 3_000;

/** The stream of events: the newest few hundred, how many a second, how many went by unseen, and whether the line stands. */
export function useLiveEvents(paused: boolean, filter: LiveFilter) {
  const [events, setEvents] = useState<LiveEvent[]>([]);
  const [held, setHeld] = useState(0);
  const [perSecond, setPerSecond] = useState(0);
  const waiting = useRef<LiveEvent[]>([]);
  const arrivals = useRef<number[]>([]);

  const { connection, missed } = useStream(streamAddress(filter), (event) => {
    waiting.current.push(event);
    if (waiting.current.length > keptEvents) waiting.current.shift();
    arrivals.current.push(Date.now());
  });

  useEffect(() => {
    const timer = setInterval(() => {
      const since = Date.now() - rateWindowMs;
      arrivals.current = arrivals.current.filter((moment) => moment > since);
      setPerSecond(arrivals.current.length / (rateWindowMs / 1000));
      setHeld(paused ? waiting.current.length : 0);
      if (paused || waiting.current.length === 0) return;
      const arrived = waiting.current;
      waiting.current = [];
      setEvents((seen) => mergeNewest(seen, arrived, keptEvents));
    }, flushMs);
    return () => clearInterval(timer);
  }, [paused]);

  return { events, held, missed, perSecond, connection, clear: () => setEvents([]) };
}

/** Keeps one EventSource open while the page is there, and opens it again where the browser has given up. */
function useStream(address: string, onEvent: (event: LiveEvent) => void): { connection: Connection; missed: number } {
  const [connection, setConnection] = useState<Connection>('connecting');
  const [missed, setMissed] = useState(0);
  const queries = useQueryClient();
  const hear = useRef(onEvent);
  useEffect(() => {
    hear.current = onEvent;
  });

  useEffect(() => {
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      source = new EventSource(address);
      source.onopen = () => setConnection('open');
      source.addEventListener('tracked', (message: MessageEvent<string>) => {
        const event = parseLiveEvent(message.data);
        if (event) hear.current(event);
      });
      source.addEventListener('missed', (message: MessageEvent<string>) => setMissed(parseMissed(message.data)));
      source.onerror = () => {
        setConnection('broken');
        if (source?.readyState !== EventSource.CLOSED) return;
        // A stream that was refused does not say why; asking who is signed in finds an ended session.
        void queries.invalidateQueries({ queryKey: meQuery.queryKey });
        timer = setTimeout(open, reopenMs);
      };
    };
    open();
    return () => {
      clearTimeout(timer);
      source?.close();
    };
  }, [queries, address]);

  return { connection, missed };
}
