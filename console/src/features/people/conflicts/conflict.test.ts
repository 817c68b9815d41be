import { describe, expect, it } from 'vitest';
import type { Conflict } from '../peopleTypes';
import { personsOf, ruleOf } from './conflict';

const base = { id: 'cfl_1', rule: 'unique:user_id', identifier_type: 'user_id', state: 'open', identifiers: [] } as unknown as Conflict;

function identifier(id: string, person_id: string | null, refused: boolean) {
  return { id, person_id, refused, kind: 'user_id', value_masked: id };
}

describe('personsOf', () => {
  it('names each person once, those with refused identifiers last, and nobody for identifiers without one', () => {
    const identifiers = [identifier('1', 'per_b', true), identifier('2', 'per_a', false), identifier('3', 'per_a', false), identifier('4', null, true)];
    expect(personsOf({ ...base, identifiers })).toEqual(['per_a', 'per_b']);
  });
});

describe('ruleOf', () => {
  it('splits the rule, and falls back to the type of the conflict', () => {
    expect(ruleOf(base)).toEqual({ name: 'unique', type: 'user_id' });
    expect(ruleOf({ ...base, rule: 'split_by_hand' })).toEqual({ name: 'split_by_hand', type: 'user_id' });
  });
});
