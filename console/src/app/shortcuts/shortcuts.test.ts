import { describe, expect, it } from 'vitest';
import { isWriting, shortcutOf } from './shortcuts';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...held });

describe('shortcuts', () => {
  it('open the palette from anywhere', () => {
    expect(shortcutOf(press('k', { ctrlKey: true }), true)).toBe('palette');
    expect(shortcutOf(press('K', { metaKey: true }), false)).toBe('palette');
  });

  it('leave signs alone while something is being written', () => {
    expect(shortcutOf(press('?'), false)).toBe('shortcuts');
    expect(shortcutOf(press('？'), false)).toBe('shortcuts');
    expect(shortcutOf(press('?'), true)).toBeUndefined();
    expect(shortcutOf(press('/'), false)).toBe('find');
    expect(shortcutOf(press('/', { ctrlKey: true }), true)).toBe('help');
    expect(shortcutOf(press('k', { ctrlKey: true, altKey: true }), false)).toBeUndefined();
  });

  it('know where one writes', () => {
    expect(isWriting(document.createElement('textarea'))).toBe(true);
    expect(isWriting(document.createElement('button'))).toBe(false);
    expect(isWriting(null)).toBe(false);
  });
});
