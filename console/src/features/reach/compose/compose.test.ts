import { describe, expect, it } from 'vitest';
import type { Checklist } from '../types';
import { findingsOf, narrowingOf } from './checklist';
import { durationText } from './duration';
import { bodyOf, lacksOf, newDraft, nextVariantName, sharesOf } from './draft';
import { isQuiet } from './quietHours';

const whole = { ...newDraft('seg_1'), name: ' 召回 ', account_id: 'chn_1' };

describe('bodyOf', () => {
  it('is nothing until even a draft can be kept', () => {
    expect(bodyOf({ ...whole, name: ' ' })).toBeNull();
    expect(bodyOf({ ...whole, segment_id: null })).toBeNull();
  });

  it('leaves out variants that have no words yet', () => {
    const variants = [{ name: 'A', template_id: 'tpl_1', weight: 2 }, { name: 'B', template_id: null, weight: 1 }];
    const body = bodyOf({ ...whole, variants });
    expect(body?.name).toBe('召回');
    expect(body?.variants).toEqual([{ name: 'A', template_id: 'tpl_1', weight: 2 }]);
  });
});

describe('variants', () => {
  it('take the first free letter', () => {
    expect(nextVariantName([{ name: 'A', template_id: null, weight: 1 }, { name: 'C', template_id: null, weight: 1 }])).toBe('B');
  });

  it('share out whole percents that add up', () => {
    expect(sharesOf([1, 1, 1])).toEqual([34, 33, 33]);
    expect(sharesOf([1])).toEqual([100]);
    expect(sharesOf([0])).toEqual([0]);
  });
});

describe('lacksOf', () => {
  it('names what keeps a step from being done', () => {
    expect(lacksOf('who', newDraft(null))).toEqual(['segment', 'account', 'name']);
    expect(lacksOf('who', whole)).toEqual([]);
    expect(lacksOf('what', whole)).toEqual(['template']);
    expect(lacksOf('when', { ...whole, starts_at: '2026-11-22T04:00:00Z', ends_at: '2026-11-22T03:00:00Z' })).toEqual(['order']);
  });
});

describe('isQuiet', () => {
  it('knows quiet hours that pass midnight', () => {
    const night = { start: '22:00', end: '08:00' };
    expect(['21:59', '22:00', '03:00', '08:00'].map((time) => isQuiet(time, night))).toEqual([false, true, true, false]);
    expect(isQuiet('13:00', { start: '12:00', end: '14:00' })).toBe(true);
    expect(isQuiet('13:00', null)).toBe(false);
  });
});

describe('checklist', () => {
  const check: Checklist = {
    audience: 1000,
    exact: true,
    consented: 800,
    reachable: 700,
    capped: 100,
    held_out: 80,
    expected: 540,
    cost_minor: 0,
    currency: '',
    seconds: null,
    warnings: [],
  };

  it('puts what stops the campaign first, and knows where it is mended', () => {
    const found = findingsOf(['sandbox_only', 'no_goal', 'no_variant', 'brand_new_word']);
    expect(found.map((each) => each.code)).toEqual(['no_variant', 'no_goal', 'brand_new_word', 'sandbox_only']);
    expect(found[0]?.step).toBe('what');
  });

  it('narrows from the segment to those who get something', () => {
    expect(narrowingOf(check).map(({ people, lost }) => [people, lost])).toEqual([
      [1000, 0],
      [800, 200],
      [700, 100],
      [600, 100],
      [540, 60],
    ]);
  });
});

describe('durationText', () => {
  it('takes the unit that says it best', () => {
    expect(durationText(30, 'en')).toBe('30 seconds');
    expect(durationText(100, 'en')).toBe('100 seconds');
    expect(durationText(7201, 'en')).toBe('3 hours');
    expect(durationText(86_400 * 3, 'zh-CN')).toContain('3');
  });
});
