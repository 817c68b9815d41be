import type { Behaviour, Condition, Leaf, LeafKind, Of } from '../audienceTypes';

/** What an operator chooses from when adding a condition: kinds grouped by what they ask about. */
export const kindGroups: { name: string; kinds: LeafKind[] }[] = [
  { name: 'did', kinds: ['did', 'did_not', 'first', 'last', 'sequence'] },
  { name: 'is', kinds: ['trait', 'attribute', 'tag', 'state', 'identifier', 'consent', 'anniversary'] },
  { name: 'place', kinds: ['belongs', 'near'] },
  { name: 'sets', kinds: ['segment', 'list', 'sample', 'everyone'] },
];

export const behaviourKinds = ['did', 'did_not', 'first', 'last'] as const;

export function isBehaviour(leaf: Condition): leaf is Behaviour {
  return (behaviourKinds as readonly string[]).includes(leaf.kind);
}

/** A condition to start from; what only the operator can know is left empty. */
export function blankLeaf(kind: LeafKind, event = ''): Leaf {
  const blanks: { [K in LeafKind]: Of<K> } = {
    did: { kind: 'did', event, window: { kind: 'last', amount: 30 }, compare: { op: 'at_least', value: 1 } },
    did_not: { kind: 'did_not', event, window: { kind: 'last', amount: 30 } },
    first: { kind: 'first', event, window: { kind: 'last', amount: 30 } },
    last: { kind: 'last', event, window: { kind: 'ago', most: 90, least: 30 } },
    sequence: { kind: 'sequence', steps: [{ event }, { event: '' }], within: { amount: 7, unit: 'days' } },
    trait: { kind: 'trait', name: '', compare: { op: 'equals', value: '' } },
    attribute: { kind: 'attribute', name: '', compare: { op: 'equals', value: '' } },
    tag: { kind: 'tag', tags: [] },
    state: { kind: 'state', state: 'known' },
    identifier: { kind: 'identifier', type: 'phone', compare: { op: 'is_set' } },
    consent: { kind: 'consent', purpose: 'marketing', channel: 'sms', granted: true },
    anniversary: { kind: 'anniversary', of: { trait: 'birthday' }, window: { kind: 'this', unit: 'week' } },
    belongs: { kind: 'belongs', node: '' },
    near: { kind: 'near', node: '', distance_meters: 3000 },
    segment: { kind: 'segment', segment: '' },
    list: { kind: 'list', list: '' },
    sample: { kind: 'sample', percent: 10, salt: '' },
    everyone: { kind: 'everyone' },
  };
  return blanks[kind];
}

/** The same event asked about in another way: did it, did not, first time, last time. */
export function asBehaviour(leaf: Behaviour, kind: Behaviour['kind']): Behaviour {
  const { event, where } = leaf;
  const window = leaf.window ?? { kind: 'ever' as const };
  const common = where?.length ? { event, where } : { event };
  if (kind === 'did') return { kind, ...common, window, compare: { op: 'at_least', value: 1 } };
  return { kind, ...common, window };
}
