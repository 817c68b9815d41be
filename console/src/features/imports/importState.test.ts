import { describe, expect, it } from 'vitest';
import type { Import, Report } from './importsQueries';
import { furthestStep, isSettled, jobErrorCode, newItems, stepOf, suspicionOf } from './importState';
import { resultLinks } from './resultLinks';
import { uploadAdvice } from './uploadAdvice';

const one = (changes: Partial<Import>) => ({ state: 'new', task: null, sent_items: 0, ...changes }) as Import;
const report = (changes: Partial<Report>) => ({ rows: 100, kept: 100, rejected: 0, items: {}, findings: [], already_there: 0, ...changes }) as Report;

describe('stepOf', () => {
  it('begins with what the file is, and ends with the import', () => {
    expect(stepOf(one({}), null)).toBe('file');
    expect(stepOf(one({ state: 'checking', task: 'check' }), null)).toBe('check');
    expect(stepOf(one({ state: 'checked', task: 'check' }), null)).toBe('check');
    expect(stepOf(one({ state: 'running', task: 'import' }), null)).toBe('run');
    expect(stepOf(one({ state: 'done', task: 'import' }), null)).toBe('run');
  });

  it('goes back where asked, never ahead', () => {
    expect(stepOf(one({ state: 'checked', task: 'check' }), 'mapping')).toBe('mapping');
    expect(stepOf(one({}), 'run')).toBe('file');
    expect(stepOf(one({}), 'mapping')).toBe('mapping');
    expect(stepOf(one({}), 'nonsense')).toBe('file');
  });

  it('tells a failed check from a failed import', () => {
    expect(furthestStep(one({ state: 'failed', task: 'check' }))).toBe('check');
    expect(furthestStep(one({ state: 'failed', task: 'import' }))).toBe('run');
    expect(furthestStep(one({ state: 'paused', task: 'import' }))).toBe('run');
  });

  it('lets a stopped check be meant otherwise', () => {
    expect(furthestStep(one({ state: 'cancelled', task: 'check' }))).toBe('mapping');
    expect(furthestStep(one({ state: 'cancelled', task: 'import', sent_items: 5 }))).toBe('run');
  });
});

describe('isSettled', () => {
  it('is what has begun to be written', () => {
    expect(isSettled(one({ state: 'checked', task: 'check' }))).toBe(false);
    expect(isSettled(one({ state: 'cancelled', task: 'import' }))).toBe(false);
    expect(isSettled(one({ state: 'cancelled', task: 'import', sent_items: 1 }))).toBe(true);
    expect(isSettled(one({ state: 'running', task: 'import' }))).toBe(true);
  });
});

describe('suspicionOf', () => {
  const finding = (code: string, count: number, severity: 'rejected' | 'noted' = 'rejected') => ({ code, count, severity, title: {}, first_rows: [] });

  it('names the field where most rows fail for one reason', () => {
    const found = suspicionOf(report({ rejected: 90, findings: [finding('number_malformed', 10), finding('time_malformed', 80)] }));
    expect(found).toMatchObject({ field: 'time', share: 0.8 });
  });

  it('blames the file where no field is at fault', () => {
    expect(suspicionOf(report({ findings: [finding('too_few_cells', 60)] }))).toMatchObject({ field: null });
  });

  it('is silent about a few bad rows and about what is only noted', () => {
    expect(suspicionOf(report({ findings: [finding('time_malformed', 49), finding('customer_missing', 100, 'noted')] }))).toBeNull();
    expect(suspicionOf(report({ rows: 0 }))).toBeNull();
  });
});

describe('newItems', () => {
  it('is what was not imported before', () => {
    expect(newItems(report({ items: { 'Order Completed': 10, 'Order Refunded': 2 }, already_there: 5 }))).toBe(7);
    expect(newItems(report({ items: { people: 3 }, already_there: 5 }))).toBe(0);
  });
});

describe('jobErrorCode', () => {
  it('reads the code of an error of ours', () => {
    expect(jobErrorCode("file_gone {'name': 'x'}")).toBe('file_gone');
    expect(jobErrorCode("ValueError('x')")).toBeNull();
    expect(jobErrorCode('')).toBeNull();
  });
});

describe('uploadAdvice', () => {
  const advice = (status: number, code: string, reason = '') => uploadAdvice({ status, code, facts: { reason } }).key;

  it('says what to do about each kind of wrong file', () => {
    expect(advice(422, 'file_unreadable', 'xls, pdf or archive')).toBe('oldFormat');
    expect(advice(422, 'file_unreadable', 'parquet inside gzip')).toBe('doublePacked');
    expect(advice(422, 'file_unreadable', 'xlsx: BadZipFile')).toBe('damaged');
    expect(advice(422, 'file_unreadable', 'web page')).toBe('webPage');
    expect(advice(422, 'file_unreadable', 'no text')).toBe('noTable');
    expect(advice(422, 'file_empty')).toBe('empty');
    expect(advice(413, 'file_too_large')).toBe('tooLarge');
    expect(advice(0, 'unreachable')).toBe('unreachable');
    expect(advice(503, 'unavailable')).toBe('unreachable');
    expect(advice(403, 'permission_missing')).toBe('other');
  });
});

describe('resultLinks', () => {
  it('leads to the people, and to a segment of those of this source', () => {
    const links = resultLinks({ kind: 'orders', source_id: 'src_3' }, { items: { 'Order Refunded': 2, 'Order Completed': 9 } });
    expect(links.map((link) => link.key)).toEqual(['people', 'segment', 'seen', 'next']);
    const definition = JSON.parse(new URL(links[1]?.to ?? '', 'http://x').searchParams.get('definition') ?? '');
    expect(definition.where.conditions[0]).toEqual({
      kind: 'did',
      event: 'Order Completed',
      where: [{ field: 'source', compare: { op: 'equals', value: 'src_3' } }],
    });
  });

  it('has no people for ad spend', () => {
    expect(resultLinks({ kind: 'ad_spend', source_id: 'src_3' }, { items: {} }).map((link) => link.key)).toEqual(['next']);
  });
});
