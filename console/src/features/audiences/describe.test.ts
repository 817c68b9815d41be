import i18next from 'i18next';
import { beforeAll, describe as suite, expect, it } from 'vitest';
import { wallOf } from '@/format/wallClock';
import documented from '../../../../docs/reference/segment-language.md?raw';
import type { Condition } from './audienceTypes';
import { operationDefinition, regionDefinition } from './compare/sets';
import { describe, type Speech } from './describe';
import { linesOf } from './lists/lines';
import en from './locales/en.json';
import zh from './locales/zh-CN.json';
import { seenFacts } from './seen';
import { sizesByDay } from './sizes';

beforeAll(() =>
  i18next.init({ lng: 'en', fallbackLng: false, defaultNS: 'audiences', resources: { en: { audiences: en }, 'zh-CN': { audiences: zh } }, interpolation: { escapeValue: false }, showSupportNotice: false }),
);

function speech(language: string): Speech {
  const t = i18next.getFixedT(language, 'audiences');
  return { say: (key, facts) => t(`say.${key}`, { ...facts }), event: (name) => name, field: (name) => name, word: (_, name) => name, named: (code) => code, moment: (iso) => wallOf(new Date(iso), 'Asia/Shanghai') };
}

const regulars: Condition = {
  kind: 'all',
  conditions: [
    { kind: 'did', event: 'Order', where: [{ field: 'category', compare: { op: 'equals', value: '食品' } }], window: { kind: 'last', amount: 90 }, compare: { op: 'at_least', value: 3 } },
    { kind: 'did_not', event: 'Order', window: { kind: 'rolling', amount: 72, unit: 'hours' } },
    { kind: 'any', conditions: [{ kind: 'tag', tags: ['a', 'b'] }, { kind: 'not', condition: { kind: 'everyone' } }] },
  ],
};

suite('describe', () => {
  it('reads as a sentence in both languages', () => {
    expect(describe(regulars, speech('en'))).toBe(
      'did “Order” (where category is 食品) at least 3 times in the last 90 days, and did not “Order” in the last 72 hours, and (carry any of the tags a, b, or not (everyone))',
    );
    expect(describe(regulars, speech('zh-CN'))).toBe('最近 90 天“Order”（其中category是 食品）至少 3 次，且最近 72 小时没有“Order”，且（带有标签 a、b 之一，或非（所有人））');
  });

  it('tells moments by the clocks of the business', () => {
    const night: Condition = { kind: 'did', event: 'Order', window: { kind: 'instants', after: '2026-11-10T16:00:00Z', until: '2026-11-11T15:59:00Z' } };
    expect(describe(night, speech('zh-CN'))).toContain('2026-11-11 00:00');
    expect(describe(night, speech('en'))).toContain('2026-11-11 23:59');
  });

  it('has words for every example of the language', () => {
    for (const match of documented.matchAll(/```json\n([\s\S]*?)```/g)) {
      const value = JSON.parse(match[1] ?? '') as Condition | { where: Condition };
      for (const language of ['en', 'zh-CN']) {
        const said = describe('kind' in value ? value : value.where, speech(language));
        expect(said).not.toMatch(/say\.|undefined|\{\{|NaN/);
        expect(said.length).toBeGreaterThan(1);
      }
    }
  });
});

suite('sets', () => {
  it('are definitions of the same people', () => {
    const [a, b, c] = ['seg_a', 'seg_b', 'seg_c'].map((segment): Condition => ({ kind: 'segment', segment }));
    expect(operationDefinition('difference', ['seg_a', 'seg_b', 'seg_c']).where).toEqual({ kind: 'all', conditions: [a, { kind: 'not', condition: { kind: 'any', conditions: [b, c] } }] });
    expect(regionDefinition(['seg_a'], ['seg_a', 'seg_b']).where).toEqual({ kind: 'all', conditions: [a, { kind: 'not', condition: b }] });
    expect(regionDefinition(['seg_a', 'seg_b'], ['seg_a', 'seg_b']).where).toEqual({ kind: 'all', conditions: [a, b] });
    expect(regionDefinition(['seg_a'], ['seg_a']).where).toEqual(a);
  });
});

suite('what was seen', () => {
  it('leaves out times of what never happened', () => {
    expect(seenFacts({ measure: 0, events: 0, first: '1970-01-01T00:00:00Z', last: '1970-01-01T00:00:00Z' }).map((fact) => fact.name)).toEqual(['measure', 'events']);
  });

  it('names the values of a person', () => {
    expect(seenFacts({ values: { 'trait:city': '上海', points: '12' } })).toEqual([
      { name: 'city', kind: 'value', value: '上海' },
      { name: 'points', kind: 'value', value: '12' },
    ]);
  });
});

suite('history', () => {
  it('shows the last size of each day', () => {
    const points = [
      { time: '2026-10-15T01:00:00Z', size: 1 },
      { time: '2026-10-15T02:00:00Z', size: 2 },
      { time: '2026-10-16T01:00:00Z', size: 5 },
    ];
    expect(sizesByDay(points, (time) => time.toISOString().slice(0, 10))).toEqual([
      { at: '2026-10-15', size: 2 },
      { at: '2026-10-16', size: 5 },
    ]);
  });
});

suite('pasted lines', () => {
  it('are one entry each, however they are parted', () => {
    expect(linesOf('138\r\n\n 139 ，140;\t141')).toEqual(['138', '139', '140', '141']);
  });
});
