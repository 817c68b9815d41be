import { describe, expect, it } from 'vitest';
import type { Feature } from './feature';
import { features } from './features';
import { chooseLanguage, languages } from './language';
import frameEn from './locales/frame.en';
import frameZh from './locales/frame.zh-CN';
import { navigationFor, selectedPath } from './layout/navigationTree';
import { permits } from './permissions';
import { mayRecover } from './queries';
import { pathAfterSignIn, signInAddress } from './session';
import { cssVariables, dataColors, palettes, themeFor, type Mode } from './theme';
import { applyChanges } from '@/page/useAddress';

const frames = { 'zh-CN': frameZh, en: frameEn };

describe('the language', () => {
  it('is the remembered one, else the first the browser wishes, else Chinese', () => {
    expect(chooseLanguage('en', ['zh-CN'])).toBe('en');
    expect(chooseLanguage(null, ['fr', 'en-GB', 'zh'])).toBe('en');
    expect(chooseLanguage(null, ['zh-TW'])).toBe('zh-CN');
    expect(chooseLanguage(null, ['fr'])).toBe('zh-CN');
    expect(chooseLanguage('klingon', [])).toBe('zh-CN');
  });
});

describe('every feature', () => {
  it.each(features.map((feature) => [feature.name, feature] as const))('%s sends with the frame what the navigation says of it, and no more', (_, feature) => {
    const labels = (feature.navigation ?? []).flatMap(({ label }) => [label, `${label}Purpose`]);
    for (const language of languages) {
      expect(keysOf(frames[language].navigation[`../../features/${feature.name}/locales/${language}.navigation.json`] ?? {})).toEqual(labels.sort());
    }
  });

  it('has a name of its own', () => {
    expect(new Set(features.map((feature) => feature.name)).size).toBe(features.length);
  });
});

describe('navigation', () => {
  const item = { group: 'data', label: 'title', icon: null } as const;
  const feature: Feature = {
    name: 'x',
    navigation: [
      { ...item, path: '/b', order: 2 },
      { ...item, path: '/a', order: 1, permission: 'a.read' },
      { ...item, group: 'overview', path: '/o', order: 9 },
    ],
  };

  it('follows the groups, then the order, and hides what is not permitted', () => {
    const shown = (permissions: string[]) => navigationFor(permissions, [feature]).map((group) => group.items.map((each) => each.path));
    expect(shown(['a.read'])).toEqual([['/o'], ['/a', '/b']]);
    expect(shown([])).toEqual([['/o'], ['/b']]);
  });

  it('marks the longest path that leads to the page', () => {
    const groups = navigationFor([], [{ ...feature, navigation: [{ ...item, path: '/a', order: 1 }, { ...item, path: '/a/b', order: 2 }] }]);
    expect(selectedPath(groups, '/a/b/c')).toBe('/a/b');
    expect(selectedPath(groups, '/ab')).toBeUndefined();
  });

  it('understands permissions that stand for many', () => {
    expect(permits(['*'], 'people.read')).toBe(true);
    expect(permits(['people.*'], 'people.read')).toBe(true);
    expect(permits(['people.*'], 'peopled.read')).toBe(false);
    expect(permits([], 'people.read')).toBe(false);
  });
});

describe('signing in', () => {
  it('returns to the page it came from', () => {
    const from = '/people?query=a&state=b';
    expect(pathAfterSignIn(new URL(signInAddress(from), 'http://x').searchParams.get('from'))).toBe(from);
  });

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', '/sign-in?from=/', '', null])('does not go to %s', (from) => {
    expect(pathAfterSignIn(from)).toBe('/');
  });
});

describe('the address', () => {
  it('holds what is set and drops what is empty', () => {
    expect(applyChanges(new URLSearchParams('a=1&b=2'), { a: '', b: '3', c: null, d: 'x' }).toString()).toBe('b=3&d=x');
  });
});

describe('asking again', () => {
  it('is only for what may recover', () => {
    expect([0, 503].every(mayRecover)).toBe(true);
    expect([400, 401, 403, 404, 409, 422, 500].some(mayRecover)).toBe(false);
  });
});

describe.each<Mode>(['light', 'dark'])('the %s theme', (mode) => {
  it('has eight data colours, which plain CSS can read', () => {
    expect(dataColors[mode]).toHaveLength(8);
    expect(cssVariables(mode)['--data-8']).toBe(dataColors[mode][7]);
    expect(themeFor(mode, 'en').token?.colorPrimary).toBe(palettes[mode].jade);
  });

  it.each(['ink', 'muted', 'jade'] as const)('keeps %s readable on paper and surface', (name) => {
    const color = palettes[mode];
    expect(contrast(color[name], color.paper)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color[name], color.surface)).toBeGreaterThanOrEqual(4.5);
  });

  it('keeps the words on a button readable', () => {
    expect(contrast(palettes[mode].onColor, palettes[mode].jade)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palettes[mode].onColor, palettes[mode].vermilion)).toBeGreaterThanOrEqual(4.5);
  });
});

function keysOf(value: object, prefix = ''): string[] {
  return Object.entries(value)
    .flatMap(([key, inner]) => (typeof inner === 'object' ? keysOf(inner as object, `${prefix}${key}.`) : [prefix + key]))
    .sort();
}

/** WCAG 2.1 contrast ratio. */
function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
