import type { Diagnosis } from './systemQueries';

/** Findings in which something is wrong come first; otherwise the doctor's order stays. */
export function worstFirst(findings: readonly Diagnosis[]): Diagnosis[] {
  return [...findings].sort((one, other) => Number(Boolean(other.problem)) - Number(Boolean(one.problem)));
}

export function problemsIn(findings: readonly Diagnosis[]): number {
  return findings.filter((finding) => finding.problem).length;
}

/** A share of a whole in per cent of width; something that is there is never drawn as nothing. */
export function widthOf(part: number, whole: number): number {
  if (part <= 0 || whole <= 0) return 0;
  return Math.max((part / whole) * 100, 0.5);
}
