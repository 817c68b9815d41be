import type { ArmCounts, Interval } from '../types';

// The standard normal's quantile at 0.975.
const z = 1.959963984540054;

/**
 * Interval of a proportion by the score method.
 *
 * Source: Wilson (1927), JASA 22:209-212; without continuity correction.
 */
export function wilsonInterval(hits: number, count: number): Interval {
  const share = hits / count;
  const middle = (share + (z * z) / (2 * count)) / (1 + (z * z) / count);
  const half = (z * Math.sqrt((share * (1 - share)) / count + (z * z) / (4 * count * count))) / (1 + (z * z) / count);
  return { value: share, low: hits === 0 ? 0 : Math.max(0, middle - half), high: hits === count ? 1 : Math.min(1, middle + half) };
}

/**
 * Interval of the first proportion less the second, from both Wilson intervals.
 *
 * Source: Newcombe (1998), Statistics in Medicine 17:873-890, method 10. The server's result does the same.
 */
export function differenceInterval(hits: number, count: number, otherHits: number, otherCount: number): Interval {
  const one = wilsonInterval(hits, count);
  const other = wilsonInterval(otherHits, otherCount);
  const value = one.value - other.value;
  return {
    value,
    low: Math.max(-1, value - Math.hypot(one.value - one.low, other.high - other.value)),
    high: Math.min(1, value + Math.hypot(one.high - one.value, other.value - other.low)),
  };
}

export interface VersionsCompared {
  best: string;
  /** The runner-up, with which the best is compared. */
  next: string;
  bestRate: number;
  nextRate: number;
  difference: Interval;
  /** Whether the whole interval lies above nothing. */
  sure: boolean;
}

/** Which version's people clicked most, of all dealt that version; null where there is nothing to compare. */
export function compareVersions(counts: Readonly<Record<string, ArmCounts>>): VersionsCompared | null {
  const arms = Object.entries(counts)
    .filter(([name, arm]) => name !== 'holdout' && arm.people > 0)
    .map(([name, arm]) => ({ name, people: arm.people, clicked: arm.reached.clicked ?? 0 }))
    .sort((one, other) => other.clicked / other.people - one.clicked / one.people);
  const [best, next] = arms;
  if (!best || !next || best.clicked === 0) return null;
  const difference = differenceInterval(best.clicked, best.people, next.clicked, next.people);
  return { best: best.name, next: next.name, bestRate: best.clicked / best.people, nextRate: next.clicked / next.people, difference, sure: difference.low > 0 };
}
