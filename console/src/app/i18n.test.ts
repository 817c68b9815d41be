import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import { startI18n, switchLanguage, withWords } from './i18n';
import { recall } from './memory';

// Told in order: what has come stays.
describe('words', () => {
  const t = (key: string) => i18next.t(key);

  it('of the frame and the navigation come first, those of pages with their code', async () => {
    await startI18n();
    await switchLanguage('zh-CN');
    expect([t('retry'), t('people:title'), t('people:titlePurpose'), t('people:conflicts.title')].join('')).toMatch(/^\p{Script=Han}/u);
    expect(i18next.exists('people:kinds.phone')).toBe(false);

    const load = withWords(['people'], () => Promise.resolve('code'));
    expect(await load()).toBe('code');
    expect(t('people:kinds.phone')).toMatch(/\p{Script=Han}/u);
    // What the navigation says of a feature is still there, and so is its sister beside it.
    expect(i18next.exists('people:title')).toBe(true);
    expect(i18next.exists('people:conflicts.title')).toBe(true);
    expect(i18next.exists('people:conflicts.headline')).toBe(true);
  });

  it('of open pages are there in the other language when it is shown', async () => {
    const seen: boolean[] = [];
    const look = () => seen.push(i18next.exists('people:kinds.phone') && i18next.exists('rules:typeNames.account_id') && i18next.exists('retry'));
    i18next.on('languageChanged', look);
    // A page opens while the language is on its way.
    await Promise.all([switchLanguage('en'), withWords(['rules'], () => Promise.resolve())()]);
    i18next.off('languageChanged', look);
    expect(seen).toEqual([true]);
    expect(i18next.language).toBe('en');
    expect(document.documentElement.lang).toBe('en');
    expect(recall('language')).toBe('en');
  });

  it('follow whichever language was asked for last', async () => {
    await Promise.all([switchLanguage('zh-CN'), switchLanguage('en')]);
    expect(i18next.language).toBe('en');
  });

  it('that nobody wrote, or code that does not come, let nothing be shown', async () => {
    await expect(withWords(['nobody'], () => Promise.resolve())()).rejects.toThrow('nobody');
    await expect(withWords(['people'], () => Promise.reject(new Error('gone')))()).rejects.toThrow('gone');
  });
});
