import { describe, expect, it } from 'vitest';
import { differs, expressionFor, insertedAt, mistakesIn, newWords, spokenWords } from './words';

describe('insertedAt', () => {
  it('puts a piece over what is marked and the caret behind it', () => {
    expect(insertedAt('你好，X！', 3, 4, '{{ a }}')).toEqual({ text: '你好，{{ a }}！', caret: 10 });
    expect(insertedAt('ab', 99, 99, 'c')).toEqual({ text: 'abc', caret: 3 });
  });
});

describe('expressionFor', () => {
  it('gives a word to stand in where somebody may lack the value', () => {
    expect(expressionFor('person.name', '顾客')).toBe('{{ person.name | default("顾客") }}');
    expect(expressionFor('traits.city', 'a"b')).toBe('{{ traits.city | default("ab") }}');
    expect(expressionFor('link', '顾客')).toBe('{{ link }}');
  });
});

describe('spokenWords', () => {
  it('says values by their names and leaves conditions out', () => {
    const named = (value: string) => ({ 'person.name': '姓名', link: '主链接' })[value] ?? value;
    expect(spokenWords('{{ person.name | default("主人") }}，看看 {{ link }}', named)).toBe('[姓名]，看看 [主链接]');
    expect(spokenWords('{% if person.city %}同城{% endif %}见', named)).toBe('同城见');
  });
});

describe('differs', () => {
  it('looks at name, language and every part', () => {
    const words = newWords('sandbox', 'zh-CN');
    expect(differs(words, { ...words })).toBe(false);
    expect(differs(words, { ...words, html: '<p>' })).toBe(true);
  });
});

describe('mistakesIn', () => {
  it('reads what a refusal names and nothing else', () => {
    expect(mistakesIn({ problems: [{ part: 'text', line: 2, column: 5, message: 'unknown' }, null, { part: 1 }] })).toEqual([
      { part: 'text', line: 2, column: 5, message: 'unknown' },
    ]);
    expect(mistakesIn({})).toEqual([]);
  });
});
