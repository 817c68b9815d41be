import { Tooltip } from 'antd';
import { useSyncExternalStore } from 'react';
import { useFormat } from '@/format/useFormat';
import { plainValue } from '@/format/value';

/** A moment, relative within a day, exact on hover. */
export function Time({ value }: { value: string | null | undefined }) {
  const format = useFormat();
  const now = useNow();
  if (!value) return <span className="muted">{plainValue(null)}</span>;
  const moment = new Date(value);
  return (
    <Tooltip title={format.exact(moment)}>
      <time dateTime={value} className="figures">
        {format.relative(moment, now)}
      </time>
    </Tooltip>
  );
}

/** The hour and minute of a moment whose day is already said; exact on hover. */
export function ClockTime({ value }: { value: string }) {
  const format = useFormat();
  const moment = new Date(value);
  return (
    <Tooltip title={format.exact(moment)}>
      <time dateTime={value} className="figures">
        {format.minute(moment)}
      </time>
    </Tooltip>
  );
}

const beatMs = 20_000;
let beat = new Date();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** The current time, moving on every twenty seconds for everyone at once. */
export function useNow(): Date {
  return useSyncExternalStore(listen, () => beat);
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  if (!timer) {
    beat = new Date();
    timer = setInterval(() => {
      beat = new Date();
      for (const each of listeners) each();
    }, beatMs);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}
