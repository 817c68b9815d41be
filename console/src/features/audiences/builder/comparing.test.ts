import { describe, expect, it } from 'vitest';
import type { Compare } from '../audienceTypes';
import { kindOfField, kindOfSeen, offeredOps, typedValue, withMeasuredOp, withOp } from './comparing';
import { windowAs } from './windows';

const seen = (...values: string[]) => values.map((value) => ({ value, count: 1 }));

describe('comparisons', () => {
  it('keep their value as far as the new one can hold it', () => {
    expect(withOp({ op: 'equals', value: '3' }, 'at_least')).toEqual({ op: 'at_least', value: 3 });
    expect(withOp({ op: 'equals', value: 'a' }, 'in')).toEqual({ op: 'in', values: ['a'] });
    expect(withOp({ op: 'in', values: ['a', 'b'] }, 'not_in')).toEqual({ op: 'not_in', values: ['a', 'b'] });
    expect(withOp({ op: 'in', values: ['a', 'b'] }, 'contains')).toEqual({ op: 'contains', value: 'a' });
    expect(withOp({ op: 'on', day: '2026-11-11' }, 'after')).toEqual({ op: 'after', day: '2026-11-11' });
    expect(withOp({ op: 'equals', value: 'a' }, 'is_set')).toEqual({ op: 'is_set' });
    expect(withMeasuredOp({ op: 'at_least', value: 3 }, 'between')).toEqual({ op: 'between', low: 3, high: 3 });
  });

  it('leave a number open where the value was none', () => {
    expect((withOp({ op: 'is_set' }, 'less') as Compare & { value: number }).value).toBeNaN();
  });

  it('offer all comparisons once, the fitting ones first', () => {
    for (const kind of ['text', 'number', 'day', 'boolean'] as const) expect(new Set(offeredOps(kind)).size).toBe(offeredOps(kind).length);
    expect(offeredOps('number')[0]).toBe('greater');
    expect(offeredOps('day')[0]).toBe('on');
    expect(offeredOps('text')).toHaveLength(offeredOps('number').length);
  });
});

describe('values', () => {
  it('are judged by what was seen', () => {
    expect(kindOfSeen(seen('12', '0.5', '-3'))).toBe('number');
    expect(kindOfSeen(seen('2026-01-31', '2026-01-31T08:00:00Z'))).toBe('day');
    expect(kindOfSeen(seen('true', 'false'))).toBe('boolean');
    expect(kindOfSeen(seen('12', 'none'))).toBe('text');
    expect(kindOfSeen(seen())).toBe('text');
  });

  it('that number things are text: leading zeros and long codes', () => {
    expect(kindOfSeen(seen('0012'))).toBe('text');
    expect(kindOfSeen(seen('12345678901234567890'))).toBe('text');
  });

  it('take the type of their field', () => {
    expect(typedValue('3', 'number')).toBe(3);
    expect(typedValue('3', 'text')).toBe('3');
    expect(typedValue('3 items', 'number')).toBe('3 items');
    expect(typedValue('true', 'boolean')).toBe(true);
    expect(kindOfField('revenue', [])).toBe('number');
    expect(kindOfField('properties.price', ['Int64', 'Float64'])).toBe('number');
    expect(kindOfField('properties.price', ['Int64', 'String'])).toBeUndefined();
  });
});

describe('windows', () => {
  it('stay about as long under another kind', () => {
    expect(windowAs({ kind: 'last', amount: 60 }, 'ago')).toEqual({ kind: 'ago', most: 120, least: 60 });
    expect(windowAs({ kind: 'last', amount: 900 }, 'next')).toEqual({ kind: 'next', amount: 366 });
    expect(windowAs({ kind: 'rolling', amount: 48, unit: 'hours' }, 'last')).toEqual({ kind: 'last', amount: 30 });
  });
});
