import { useEffect, useState } from 'react';

const pauseMs = 250;

/** What has been typed into a field of values, once the typing pauses. */
export function useStarts(): [string, (text: string) => void] {
  const [typed, setTyped] = useState('');
  return [usePaused(typed, pauseMs), setTyped];
}

/** A value as it stood when it last rested for a while. */
export function usePaused<Value>(value: Value, ms: number): Value {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return rested;
}
