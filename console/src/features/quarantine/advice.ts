export interface Advice {
  /** Key of the sentence under `advice`. */
  key: string;
  /** Where the cause is mended, if that is a page of the console. */
  to: string | null;
}

const keyReasons = ['no_write_key', 'unknown_write_key'];
const planReasons = ['not_in_plan', 'breaks_plan', 'blocked_by_plan'];
const clockReasons = ['time_in_future', 'clock_skew'];
const jsonReasons = ['malformed_json', 'not_an_event', 'unreadable', 'json_too_deep', 'malformed_pixel'];
const sizeReasons = ['event_too_large', 'batch_overflow'];

/** What to do about a reason: where its cause lies, and whether replaying as it is can help. */
export function adviceFor(reason: string, event: string | null = null): Advice {
  if (keyReasons.includes(reason)) return { key: 'writeKey', to: '/sources' };
  if (planReasons.includes(reason)) return { key: 'plan', to: event ? `/tracking-plan?event=${encodeURIComponent(event)}` : '/tracking-plan' };
  if (clockReasons.includes(reason)) return { key: 'clock', to: null };
  if (sizeReasons.includes(reason)) return { key: 'size', to: null };
  if (jsonReasons.includes(reason)) return { key: 'json', to: null };
  if (reason === 'warehouse_refused') return { key: 'warehouse', to: null };
  if (reason === 'no_identifier') return { key: 'identifier', to: null };
  return { key: 'field', to: null };
}

/** Why a text cannot be sent as an event; null where it can. */
export function correctionProblem(text: string, bytesMax = 32 * 1024): 'empty' | 'syntax' | 'object' | 'large' | null {
  if (!text.trim()) return 'empty';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'syntax';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'object';
  return new TextEncoder().encode(text).length > bytesMax ? 'large' : null;
}

/** JSON laid out to be read, where it is JSON; as it came otherwise. */
export function laidOut(raw: string): string {
  try {
    return JSON.stringify(JSON.parse(raw), null, 2);
  } catch {
    return raw;
  }
}
