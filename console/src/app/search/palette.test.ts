import { describe, expect, it } from 'vitest';
import { moved } from '@/page/useChoices';
import { matching, readRecent, recentMax, withRecent, type Entry } from './palette';

const entry = (title: string, path = `/${title}`, note?: string): Entry => ({ kind: 'page', title, path, note });

describe('the palette', () => {
  it('finds by title, note or address, titles that begin with the text first', () => {
    const entries = [entry('全部客户', '/a'), entry('导入', '/imports', '把客户搬进来'), entry('客户', '/people')];
    expect(matching(entries, '客户').map(({ path }) => path)).toEqual(['/people', '/a', '/imports']);
    expect(matching(entries, 'IMPORT').map(({ path }) => path)).toEqual(['/imports']);
    expect(matching(entries, '导入 客户').map(({ path }) => path)).toEqual(['/imports']);
    expect(matching(entries, 'x')).toEqual([]);
  });

  it('remembers what was chosen last, each once and not for ever', () => {
    const many = Array.from({ length: 20 }, (_, index) => entry(`p${index}`)).reduce(withRecent, [] as Entry[]);
    expect(many).toHaveLength(recentMax);
    expect(withRecent(many, entry('p18')).map(({ title }) => title).slice(0, 2)).toEqual(['p18', 'p19']);
  });

  it('takes nothing strange from the browser', () => {
    expect(readRecent(null)).toEqual([]);
    expect(readRecent('{')).toEqual([]);
    expect(readRecent('[null, {"kind":"page","title":"x","path":"https://evil.example"}]')).toEqual([]);
    expect(readRecent(JSON.stringify([entry('a')]))).toEqual([entry('a')]);
  });
});

describe('a list led by keys', () => {
  it('is a ring for arrows and ends for pages', () => {
    expect(moved('ArrowDown', 2, 3)).toBe(0);
    expect(moved('ArrowUp', 0, 3)).toBe(2);
    expect(moved('PageDown', 1, 3)).toBe(2);
    expect(moved('PageUp', 1, 3)).toBe(0);
    expect(moved('a', 1, 3)).toBeUndefined();
  });
});
