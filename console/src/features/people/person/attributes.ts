import type { Attribute } from '../peopleTypes';

const tiers = new Set(['tier', 'member_tier', 'level']);

/** The tier a person stands in, where a module keeps one. */
export function tierOf(attributes: readonly Attribute[]): string | null {
  const tier = attributes.find((attribute) => tiers.has(attribute.key.split('.').at(-1) ?? ''));
  return typeof tier?.value === 'string' && tier.value !== '' ? tier.value : null;
}
