import { createContext, use, useEffect, useLayoutEffect, useState, type ReactNode } from 'react';
import { recall, remember } from './memory';
import { cssVariables, type Mode } from './theme';

export const wishes = ['light', 'dark', 'system'] as const;

export type Wish = (typeof wishes)[number];

interface Appearance {
  /** What the operator asked for. */
  wish: Wish;
  /** What is shown. */
  mode: Mode;
  ask: (wish: Wish) => void;
}

const AppearanceContext = createContext<Appearance>({ wish: 'system', mode: 'light', ask: () => undefined });

export function useAppearance(): Appearance {
  return use(AppearanceContext);
}

export function AppearanceProvider({ children }: { children: ReactNode }) {
  const [wish, setWish] = useState(rememberedWish);
  const systemMode = useSystemMode();
  const mode = wish === 'system' ? systemMode : wish;

  useLayoutEffect(() => {
    const root = document.documentElement;
    root.style.colorScheme = mode;
    for (const [name, value] of Object.entries(cssVariables(mode))) root.style.setProperty(name, value);
  }, [mode]);

  const ask = (next: Wish) => {
    remember('theme', next);
    setWish(next);
  };
  return <AppearanceContext value={{ wish, mode, ask }}>{children}</AppearanceContext>;
}

function rememberedWish(): Wish {
  const found = recall('theme');
  return wishes.find((wish) => wish === found) ?? 'system';
}

function useSystemMode(): Mode {
  const [dark, setDark] = useState(() => darkQuery().matches);
  useEffect(() => {
    const query = darkQuery();
    const follow = () => setDark(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  return dark ? 'dark' : 'light';
}

function darkQuery(): MediaQueryList {
  return window.matchMedia('(prefers-color-scheme: dark)');
}
