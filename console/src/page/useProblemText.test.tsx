import { renderHook } from '@testing-library/react';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '@/api/problem';
import en from '@/app/locales/en.json';
import zh from '@/app/locales/zh-CN.json';
import { useEventLabel } from './useEventLabel';
import { useProblemText } from './useProblemText';

beforeAll(() =>
  i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: false,
    defaultNS: 'app',
    resources: { en: { app: en }, 'zh-CN': { app: zh } },
    interpolation: { escapeValue: false },
    showSupportNotice: false,
  }),
);

describe('useProblemText', () => {
  it('puts a known code into the language of the operator, and keeps the code to quote', async () => {
    const { result, rerender } = renderHook(useProblemText);
    const problem = new Problem(404, 'not_found', 'Nothing here', {}, 'req-9');
    expect(result.current(problem)).toEqual({ sentence: en.errors.not_found, code: 'not_found', requestId: 'req-9' });
    await i18next.changeLanguage('zh-CN');
    rerender();
    expect(result.current(problem).sentence).toBe(zh.errors.not_found);
    await i18next.changeLanguage('en');
  });

  it('falls back to the title that the server gives', () => {
    const { result } = renderHook(useProblemText);
    expect(result.current(new Problem(409, 'tag_is_full', 'The tag is full')).sentence).toBe('The tag is full');
    expect(result.current(new TypeError('Failed to fetch')).sentence).toBe(en.errors.unreachable);
  });
});

describe('useEventLabel', () => {
  it('translates well-known events and leaves a brand its own', () => {
    const { result } = renderHook(useEventLabel);
    expect(result.current('Order Completed', 'track')).toBe('Order completed');
    expect(result.current('试妆预约', 'track')).toBe('试妆预约');
    expect(result.current(null, 'page')).toBe('Page viewed');
  });
});
