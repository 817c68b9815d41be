import { describe, expect, it } from 'vitest';
import { beginning, formKinds, nextTier, otherKinds, turnInto, withPart } from './ruleForms';

describe('rules', () => {
  it('begin with their kind', () => {
    for (const kind of [...formKinds, ...otherKinds]) expect(beginning(kind).kind).toBe(kind);
  });

  it('keep when and where they hold when their kind changes', () => {
    const turned = turnInto({ kind: 'spend_off', tiers: [], when: { members_only: true }, repeat: true }, 'free_shipping');
    expect(turned).toEqual({ kind: 'free_shipping', at_least_minor: 0, when: { members_only: true } });
  });

  it('lose what is set to nothing', () => {
    expect(withPart({ kind: 'spend_off', most_minor: 5 }, 'most_minor', null)).toEqual({ kind: 'spend_off' });
  });

  it('ask for more at each step', () => {
    expect(nextTier([{ at_least_minor: 100, off_minor: 10 }])).toEqual({ at_least_minor: 200, off_minor: 20 });
    expect(nextTier([{ at_least_units: 2, pay_bp: 7_900 }])).toEqual({ at_least_units: 3, pay_bp: 7_400 });
  });
});
