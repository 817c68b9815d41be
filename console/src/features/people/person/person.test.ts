import { describe, expect, it } from 'vitest';
import { jobPercent } from '../jobPercent';
import { tierOf } from './attributes';
import { revealedLines } from './revealedLines';
import { readValue } from './traitValue';
import { compareOf, seenFacts, subjectOf, windowOf, type Naming } from './why';

describe('revealedLines', () => {
  it('says a phone once though it is a trait and an identifier', () => {
    const lines = revealedLines({
      traits: { name: '张小明', phone: '13800138000', email: null },
      identifiers: [
        { kind: 'phone', value: '+8613800138000' },
        { kind: 'user_id', value: 'u-1' },
      ],
    });
    expect(lines.map((line) => line.name)).toEqual(['name', 'phone', 'user_id']);
  });
});

describe('tierOf', () => {
  const attribute = (key: string, value: unknown) => ({ key, value, label: key, labels: {}, type: 'text' });

  it('is the tier where a module keeps one', () => {
    expect(tierOf([attribute('points', 3), attribute('loyalty.tier', '银卡')])).toBe('银卡');
    expect(tierOf([attribute('points', 3)])).toBeNull();
    expect(tierOf([attribute('tier', '')])).toBeNull();
  });
});

describe('readValue', () => {
  it('takes numbers and yes or no for what they are, and keeps what only looks like a number', () => {
    expect(readValue(' 12.5 ')).toBe(12.5);
    expect(readValue('true')).toBe(true);
    expect(readValue('0012')).toBe('0012');
    expect(readValue('13800138000')).toBe('13800138000');
    expect(readValue(' ')).toBeNull();
  });
});

describe('jobPercent', () => {
  it('is whole only when it is done', () => {
    expect(jobPercent(undefined)).toBe(0);
    expect(jobPercent({ state: 'running', done: 5, total: null })).toBe(0);
    expect(jobPercent({ state: 'running', done: 10, total: 10 })).toBe(99);
    expect(jobPercent({ state: 'done', done: 0, total: 0 })).toBe(100);
  });
});

describe('why', () => {
  const plain = (name: string) => name;
  const naming: Naming = { event: plain, trait: plain, tag: () => '老客', purpose: plain, channel: plain, identifier: plain };

  it('tells what a condition is about', () => {
    expect(subjectOf({ kind: 'did', event: 'Order Completed' }, naming)).toBe('Order Completed');
    expect(subjectOf({ kind: 'sequence', steps: [{ event: 'A' }, { event: 'B' }] }, naming)).toBe('A → B');
    expect(subjectOf({ kind: 'tag', tags: ['tag_1'] }, naming)).toBe('老客');
    expect(subjectOf({ kind: 'consent', purpose: 'marketing', channel: 'sms' }, naming)).toBe('marketing · sms');
    expect(subjectOf({ kind: 'all', conditions: [] }, naming)).toBe('');
  });

  it('tells how it compares and over how long', () => {
    expect(compareOf({ kind: 'did', compare: { op: 'at_least', value: 3 } })).toEqual({ op: 'at_least', value: '3' });
    expect(compareOf({ kind: 'trait', compare: { op: 'is_set' } })).toEqual({ op: 'is_set', value: '' });
    expect(compareOf({ kind: 'everyone' })).toBeNull();
    expect(windowOf({ kind: 'did', window: { last: { amount: 90, unit: 'day' } } })).toEqual({ amount: 90, unit: 'day' });
    expect(windowOf({ kind: 'did', window: null })).toBeNull();
  });

  it('flattens what was seen and leaves out what was not', () => {
    expect(seenFacts({ count: 3, last: '2026-01-01T00:00:00Z', revenue: null, values: { 'trait:city': '上海' } })).toEqual([
      { name: 'count', value: 3, isTime: false },
      { name: 'last', value: '2026-01-01T00:00:00Z', isTime: true },
      { name: 'city', value: '上海', isTime: false },
    ]);
  });
});
