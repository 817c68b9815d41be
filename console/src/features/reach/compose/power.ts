/** How much a campaign must change before its hold-out can tell, worked out before it is sent. */

// Two-sided 5 % and power 80 %: the standard normal's quantiles at 0.975 and 0.8.
const zTest = 1.959963984540054;
const zPower = 0.8416212335729143;

/**
 * Smallest rise over `base` that a two-sided test at 5 % finds with 80 % power; null where not even certainty would do.
 *
 * Source: Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, 3rd ed., eq. 4.14 and 4.17 for
 * unequal groups, without continuity correction, solved for the second proportion. The server's result does the same.
 */
export function detectableRise(base: number, sent: number, heldOut: number): number | null {
  if (sent < 1 || heldOut < 1 || base < 0 || base >= 1) return null;
  const surplus = (rise: number) => {
    const raised = base + rise;
    const pooled = (base * heldOut + raised * sent) / (heldOut + sent);
    const ifNothing = Math.sqrt(pooled * (1 - pooled) * (1 / sent + 1 / heldOut));
    const ifRaised = Math.sqrt((raised * (1 - raised)) / sent + (base * (1 - base)) / heldOut);
    return rise - zTest * ifNothing - zPower * ifRaised;
  };
  let high = 1 - base;
  if (surplus(high) < 0) return null;
  let low = 0;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (surplus(middle) < 0) low = middle;
    else high = middle;
  }
  return high;
}

export interface Power {
  sent: number;
  heldOut: number;
  /** In proportions: 0.012 is 1.2 points. */
  rise: number | null;
  /** The rate that those sent to must reach. */
  raised: number | null;
}

/** What a hold-out of so many percent finds in an audience of this size. */
export function powerOf(people: number, holdoutPercent: number, base: number): Power {
  const heldOut = Math.round((people * holdoutPercent) / 100);
  const sent = people - heldOut;
  const rise = detectableRise(base, sent, heldOut);
  return { sent, heldOut, rise, raised: rise === null ? null : base + rise };
}
