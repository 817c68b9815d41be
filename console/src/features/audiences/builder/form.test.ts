import { describe, expect, it } from 'vitest';
import documented from '../../../../../docs/reference/segment-language.md?raw';
import type { Condition, Definition } from '../audienceTypes';
import { checkDefinition } from './checkDefinition';
import { addPart, changePart, definitionOf, duplicatePart, formOf, group, placesOf, question, setJoin, type Part } from './form';
import { asBehaviour, blankLeaf, kindGroups } from './leaves';
import { isUnfinished, unfinishedIn } from './missing';

const examples: Definition[] = [...documented.matchAll(/```json\n([\s\S]*?)```/g)].map((match) => {
  const value = JSON.parse(match[1] ?? '') as Condition | Definition;
  return 'kind' in value ? { version: 1 as const, where: value } : value;
});

const everyone: Condition = { kind: 'everyone' };
const known: Condition = { kind: 'state', state: 'known' };
const define = (where: Condition): Definition => ({ version: 1, where });

describe('a definition as a form', () => {
  it('comes back as it was, for every example of the language', () => {
    expect(examples.length).toBeGreaterThan(20);
    for (const example of examples) {
      expect(checkDefinition(example)).toBeUndefined();
      expect(definitionOf(formOf(example))).toEqual(example);
    }
  });

  it('is finished, for every example of the language', () => {
    for (const example of examples) expect(unfinishedIn(formOf(example))).toBe(0);
  });

  it('keeps "not" around a condition, a group and another "not"', () => {
    const not = (condition: Condition): Condition => ({ kind: 'not', condition });
    const inner = define({ kind: 'all', conditions: [known, not({ kind: 'any', conditions: [everyone, not(known)] })] });
    expect(definitionOf(formOf(inner))).toEqual(inner);
    expect(definitionOf(formOf(define(not(known))))).toEqual(define(not(known)));
    // Twice turned round needs a group between, and means the same.
    expect(definitionOf(formOf(define(not(not(known)))))).toEqual(define(not({ kind: 'all', conditions: [not(known)] })));
  });

  it('needs no group around a single condition, and has one around two', () => {
    const form = formOf(define(known));
    expect(definitionOf(form)).toEqual(define(known));
    const two = addPart(form, form.id, question({ kind: 'everyone' }));
    expect(definitionOf(setJoin(two, two.id, 'any'))).toEqual(define({ kind: 'any', conditions: [known, everyone] }));
  });
});

describe('a form', () => {
  const leaf = question({ kind: 'state', state: 'known' });
  const inner = group('any', [leaf]);
  const form = group('all', [question({ kind: 'everyone' }), inner]);

  it('changes what stands deep within it and nothing else', () => {
    const changed = changePart(form, leaf.id, (part) => ({ ...part, not: true }) as Part);
    expect(definitionOf(changed).where).toEqual({ kind: 'all', conditions: [everyone, { kind: 'any', conditions: [{ kind: 'not', condition: known }] }] });
    expect(changed.parts[0]).toBe(form.parts[0]);
  });

  it('loses a group with its last condition', () => {
    expect(definitionOf(changePart(form, leaf.id, () => null)).where).toEqual(everyone);
  });

  it('copies under new ids', () => {
    const copied = duplicatePart(form, inner.id);
    expect(copied.parts).toHaveLength(3);
    expect(new Set(placesOf(copied).keys()).size).toBe(6);
  });

  it('says where each part lies in the definition', () => {
    const negated = changePart(form, inner.id, (part) => ({ ...part, not: true }) as Part);
    const places = placesOf(negated);
    expect(places.get(leaf.id)).toEqual(['where', 'conditions', 1, 'condition', 'conditions', 0]);
    expect(places.get(form.id)).toEqual(['where']);
    const alone = formOf(define(known));
    expect(placesOf(alone).get(alone.parts[0]?.id ?? 0)).toEqual(['where']);
  });
});

describe('conditions', () => {
  it('start in a shape that the builder can hold, for every kind', () => {
    for (const kind of kindGroups.flatMap((each) => each.kinds)) {
      const blank = blankLeaf(kind);
      expect(blank.kind).toBe(kind);
      expect(checkDefinition(define(blank))).toBeUndefined();
    }
  });

  it('wait for what only the operator can know', () => {
    expect(isUnfinished(blankLeaf('did'))).toBe(true);
    expect(isUnfinished(blankLeaf('did', 'Order Completed'))).toBe(false);
    expect(isUnfinished({ kind: 'did', event: 'a', measure: { of: 'sum' } })).toBe(true);
    expect(isUnfinished({ kind: 'did', event: 'a', compare: { op: 'at_least', value: Number.NaN } })).toBe(true);
    expect(isUnfinished({ kind: 'did', event: 'a', where: [{ field: '', compare: { op: 'is_set' } }] })).toBe(true);
    expect(isUnfinished({ kind: 'trait', name: 'vip', compare: { op: 'equals', value: false } })).toBe(false);
    expect(isUnfinished({ kind: 'near', point: { longitude: 0, latitude: 0 }, distance_meters: 10 })).toBe(false);
    expect(unfinishedIn(group('all', [group('any', [])]))).toBe(1);
  });

  it('keep event, filters and window when asked in another way', () => {
    const where = [{ field: 'coupon', compare: { op: 'is_set' as const } }];
    const did = { kind: 'did' as const, event: 'a', where, window: { kind: 'last' as const, amount: 7 }, compare: { op: 'less' as const, value: 2 } };
    expect(asBehaviour(did, 'did_not')).toEqual({ kind: 'did_not', event: 'a', where, window: did.window });
    expect(asBehaviour({ kind: 'did_not', event: 'a' }, 'did')).toEqual({ kind: 'did', event: 'a', window: { kind: 'ever' }, compare: { op: 'at_least', value: 1 } });
  });
});
