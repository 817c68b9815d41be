import type { LedgerLine } from '../memberTypes';

/** Accounts of the member; what moves between two of them changes nothing in sum. */
const own = new Set(['available', 'pending', 'locked']);

/** By how much a line changed what a member has: more, less, or only moved (sign 0). What is owed counts as less. */
export function changeOf({ debit, credit, points }: Pick<LedgerLine, 'debit' | 'credit' | 'points'>): { by: number; sign: number } {
  const holds = (account: string) => own.has(account) || account === 'debt';
  const sign = Number(holds(credit)) - Number(holds(debit));
  return { by: sign < 0 ? -points : points, sign };
}
