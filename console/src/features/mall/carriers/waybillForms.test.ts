import { describe, expect, it } from 'vitest';
import { exampleOf, formOf, partsOf, simpleOf } from './waybillForms';

describe('partsOf', () => {
  it('takes neighbouring text together', () => {
    expect(partsOf('SF#{12,15}')).toEqual([
      { kind: 'text', text: 'SF', least: 1, most: 1 },
      { kind: '#', text: '#', least: 12, most: 15 },
    ]);
    expect(partsOf('@{2}#{9}@{2}')?.map((part) => part.kind)).toEqual(['@', '#', '@']);
    expect(partsOf('A{3}B')).toEqual([{ kind: 'text', text: 'AAAB', least: 1, most: 1 }]);
  });

  it.each(['', 'sf#', 'SF#{0}', 'SF#{9,3}', '#{1,9}*{1,9}', '#{41}', '(a+)+', '#{', 'SF .*'])('refuses what the server refuses: %s', (form) => {
    expect(partsOf(form)).toBeNull();
  });
});

describe('exampleOf', () => {
  it('is the shortest number that fits', () => {
    expect(exampleOf('SF#{12,15}')).toBe('SF123456789012');
    expect(exampleOf('DP@#{2,3}')).toBe('DPA12');
  });
});

describe('simpleOf and formOf', () => {
  it.each(['SF#{12,15}', '#{12}', 'JD*{8,20}', 'X-1@{3}'])('are the two ways of one: %s', (form) => {
    expect(formOf(simpleOf(form)!)).toBe(form);
  });

  it('leave alone what is not a beginning and a run', () => {
    for (const form of ['@{2}#{9}@{2}', '@{2}#{8,10}', 'DP@#{9,15}', 'ABC', 'A{1,3}#']) expect(simpleOf(form)).toBeNull();
  });

  it('write no form that cannot be read', () => {
    expect(formOf({ prefix: 'sf 顺', kind: '#', least: 9, most: 3 })).toBe('SF#{9}');
    expect(partsOf(formOf({ prefix: 'A'.repeat(60), kind: '#', least: 30, most: 90 }))).not.toBeNull();
  });
});
