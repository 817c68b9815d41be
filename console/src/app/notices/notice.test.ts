import { describe, expect, it } from 'vitest';
import type { Notice } from '@/api/types';
import { addressOf, factOf, fileOf, unread } from './notice';

const notice = (changes: Partial<Notice>): Notice => ({ kind: 'import', id: 'imp_1', title: 'a.csv', state: 'done', at: '2026-10-16T04:00:00Z', facts: {}, ...changes });

describe('notices', () => {
  it('are unread when they came after the last look', () => {
    const both = [notice({ at: '2026-10-16T04:00:00Z' }), notice({ at: '2026-10-15T04:00:00Z' })];
    expect(unread(both, null)).toHaveLength(2);
    expect(unread(both, '2026-10-15T12:00:00+08:00')).toEqual([both[0]]);
    expect(unread(both, both[0]?.at ?? null)).toEqual([]);
  });

  it('lead to what they tell of', () => {
    expect(addressOf(notice({}))).toBe('/imports/imp_1');
    expect(addressOf(notice({ kind: 'campaign', id: 'cmp_1' }))).toBe('/campaigns/cmp_1');
    expect(addressOf(notice({ kind: 'stock', id: 'loc_1', state: 'low' }))).toBe('/stock?location=loc_1');
    expect(addressOf(notice({ kind: 'job', id: 'job_1' }))).toBe('/settings/jobs?job=job_1');
  });

  it('give the file that a job has written', () => {
    expect(fileOf(notice({ kind: 'job', facts: { file: '/api/people/exports/job_1/file', rows: 5 } }))).toBe('/api/people/exports/job_1/file');
    expect(fileOf(notice({ kind: 'job', facts: { error: 'boom' } }))).toBeUndefined();
  });

  it('say how much', () => {
    expect(factOf(notice({ facts: { rows: 5, rejected: 0 } }))).toEqual({ key: 'rows', values: { rows: 5 } });
    expect(factOf(notice({ facts: { rows: 5, rejected: 2 } }))?.key).toBe('rowsRejected');
    expect(factOf(notice({ kind: 'stock', facts: { skus: 3 } }))).toEqual({ key: 'skus', values: { skus: 3 } });
    expect(factOf(notice({ facts: { rows: null } }))).toBeUndefined();
  });
});
