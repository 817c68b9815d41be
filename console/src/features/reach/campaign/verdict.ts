import type { Conversion, Interval } from '../types';

/** What may be said of a campaign's effect, with the figures that say it. */
export type Verdict = Silence | Effect;

interface Silence {
  kind: 'noHoldout' | 'noPeople';
}

interface Effect {
  kind: 'works' | 'harms' | 'unclear';
  /** Proportions: of those sent to, and of those held out. */
  rate: number;
  base: number;
  /** Difference of the two, with its 95 % interval. */
  difference: Interval;
  /** People more (or fewer) who converted than would have, with the interval. */
  extra: Interval;
}

/** What one arm, or all together, did against the hold-out. */
export function verdictOf(conversion: Conversion, arm = 'all'): Verdict {
  const sent = conversion.arms[arm];
  const held = conversion.arms.holdout;
  if (!sent?.people) return { kind: 'noPeople' };
  const difference = conversion.lift[arm]?.difference;
  if (!held?.people || !difference) return { kind: 'noHoldout' };
  return {
    kind: difference.low > 0 ? 'works' : difference.high < 0 ? 'harms' : 'unclear',
    rate: sent.converted / sent.people,
    base: held.converted / held.people,
    difference,
    extra: {
      value: Math.round(difference.value * sent.people),
      low: Math.round(difference.low * sent.people),
      high: Math.round(difference.high * sent.people),
    },
  };
}

/** Where an interval lies on a line that has zero in its middle; places in percent of the line. */
export function placeOf({ value, low, high }: Interval): { low: number; value: number; high: number } {
  const reach = Math.max(Math.abs(low), Math.abs(high), Number.EPSILON) * 1.1;
  const place = (x: number) => 50 + (50 * x) / reach;
  return { low: place(low), value: place(value), high: place(high) };
}
