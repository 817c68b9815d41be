import { describe, expect, it } from 'vitest';
import { categoriesOf, withCategories, withWords, wordsOf } from './scopes';

describe('categoriesOf', () => {
  it('reads what it writes', () => {
    const rule = withCategories({ kind: 'spend_off' }, ['cat_1', 'cat_2']);
    expect(categoriesOf(rule)).toEqual(['cat_1', 'cat_2']);
    expect(withCategories(rule, [])).toEqual({ kind: 'spend_off' });
  });

  it('leaves to JSON what says more than categories', () => {
    expect(categoriesOf({ scope: { include: [{ categories: ['a'], brands: ['b'] }] } })).toBeNull();
    expect(categoriesOf({ scope: { include: [{ categories: ['a'] }], exclude: [{ skus: ['s'] }] } })).toBeNull();
    expect(categoriesOf({ scope: { include: [{ categories: ['a'] }, { skus: ['s'] }] } })).toBeNull();
  });
});

describe('withWords', () => {
  it('keeps the other conditions', () => {
    const rule = { kind: 'spend_off', when: { starts_at: 'x' } };
    const gold = withWords(rule, 'tiers', ['gold']);
    expect(gold.when).toEqual({ starts_at: 'x', tiers: ['gold'] });
    expect(wordsOf(gold, 'tiers')).toEqual(['gold']);
    expect(withWords(gold, 'tiers', [])).toEqual(rule);
  });

  it('leaves no empty condition behind', () => {
    expect(withWords({ kind: 'x', when: { channels: ['mall'] } }, 'channels', [])).toEqual({ kind: 'x' });
  });
});
