import type { Problem } from '@/api/problem';

/** Which advice helps against a refused file, by the reason the server gives. */
export function uploadAdvice({ status, code, facts }: Pick<Problem, 'status' | 'code' | 'facts'>): { key: string; facts: Record<string, unknown> } {
  return { key: keyOf(status, code, String(facts.reason ?? '')), facts };
}

function keyOf(status: number, code: string, reason: string): string {
  if (status === 0 || status === 502 || status === 503 || status === 504) return 'unreachable';
  if (code === 'file_empty') return 'empty';
  if (code === 'file_too_large' || code === 'file_unpacks_too_large' || code === 'too_large') return 'tooLarge';
  if (code !== 'file_unreadable') return 'other';
  if (/xls, pdf or archive/.test(reason)) return 'oldFormat';
  if (reason === 'web page') return 'webPage';
  if (reason === 'no text') return 'noTable';
  return /inside gzip/.test(reason) ? 'doublePacked' : 'damaged';
}
