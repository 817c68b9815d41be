export type Rule = Record<string, unknown>;

export interface Tier {
  at_least_minor?: number;
  at_least_units?: number;
  off_minor?: number;
  pay_bp?: number;
  gifts?: { sku: string; quantity: number }[];
}

export type Cut = { by: 'rate'; pay_bp: number } | { by: 'amount'; off_minor: number } | { by: 'price'; price_minor: number };

/** Kinds that have a form of their own; the others are written as JSON. */
export const formKinds = ['spend_off', 'spend_rate', 'units_rate', 'spend_gift', 'line_discount', 'fixed_price', 'member_price', 'free_shipping'] as const;

export const otherKinds = ['nth_unit', 'units_for_price', 'bundle', 'buy_get', 'add_on', 'exchange', 'pay_reward'] as const;

export type FormKind = (typeof formKinds)[number];

export function hasForm(kind: unknown): kind is FormKind {
  return formKinds.some((each) => each === kind);
}

/** Where a rule of a kind begins: something that can be saved and then changed. */
export function beginning(kind: string): Rule {
  switch (kind) {
    case 'spend_off':
      return { kind, tiers: [{ at_least_minor: 10_000, off_minor: 1_000 }] };
    case 'spend_rate':
      return { kind, tiers: [{ at_least_minor: 10_000, pay_bp: 9_000 }] };
    case 'units_rate':
      return { kind, tiers: [{ at_least_units: 2, pay_bp: 7_900 }] };
    case 'spend_gift':
      return { kind, tiers: [{ at_least_minor: 10_000, gifts: [{ sku: '', quantity: 1 }] }] };
    case 'line_discount':
    case 'fixed_price':
      return { kind, cut: { by: 'rate', pay_bp: 9_000 } };
    case 'member_price':
      return { kind, cuts: {} };
    case 'free_shipping':
      return { kind, at_least_minor: 0 };
    case 'nth_unit':
      return { kind, steps: [{ nth: 2, cut: { by: 'rate', pay_bp: 5_000 } }] };
    case 'units_for_price':
      return { kind, units: 3, price_minor: 9_900 };
    case 'bundle':
      return { kind, parts: [{ scope: { include: [{ skus: ['SKU-1'] }] } }, { scope: { include: [{ skus: ['SKU-2'] }] } }], cut: { by: 'price', price_minor: 9_900 } };
    case 'buy_get':
      return { kind, buy_units: 2, get_units: 1 };
    case 'add_on':
      return { kind, at_least_minor: 10_000, items: [{ sku: 'SKU-1', price_minor: 100 }] };
    case 'exchange':
      return { kind, units: 1, price_minor: 0, scope: { include: [{ skus: ['SKU-1'] }] } };
    default:
      return { kind, at_least_minor: 3_500, rewards: [{ name: 'points', options: { points: 100 } }] };
  }
}

/** Another kind, with what rules of every kind have in common. */
export function turnInto(rule: Rule, kind: string): Rule {
  const kept = Object.fromEntries(['when', 'priority', 'scope', 'exclusion_group', 'counts', 'leave_out'].flatMap((key) => (rule[key] === undefined ? [] : [[key, rule[key]]])));
  return { ...kept, ...beginning(kind) };
}

/** The rule with one thing said otherwise, or not at all where it is null. */
export function withPart(rule: Rule, key: string, value: unknown): Rule {
  const rest = Object.fromEntries(Object.entries(rule).filter(([name]) => name !== key));
  return value === null || value === undefined ? rest : { ...rest, [key]: value };
}

/** A step after the last: twice its threshold. */
export function nextTier(tiers: readonly Tier[]): Tier {
  const last = tiers[tiers.length - 1] ?? {};
  const more: Tier = { ...last };
  if (last.at_least_minor) more.at_least_minor = last.at_least_minor * 2;
  else more.at_least_units = (last.at_least_units ?? 1) + 1;
  if (last.off_minor) more.off_minor = last.off_minor * 2;
  if (last.pay_bp) more.pay_bp = Math.max(1_000, last.pay_bp - 500);
  return more;
}
