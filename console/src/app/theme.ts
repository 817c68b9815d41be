import { theme as antd, type ThemeConfig } from 'antd';
import type { Language } from './language';

/** Every colour, size and font of the console, for pages and for charts. */

type MappingAlgorithm = Extract<ThemeConfig['algorithm'], unknown[]>[number];

export type Mode = 'light' | 'dark';

interface Palette {
  paper: string;
  surface: string;
  raised: string;
  ink: string;
  muted: string;
  line: string;
  /** Around what is ticked: seen at 3 : 1 on surface. */
  tick: string;
  jade: string;
  /** Behind what is chosen. */
  jadeWash: string;
  amber: string;
  vermilion: string;
  indigo: string;
  /** Text on a jade or a vermilion button. */
  onColor: string;
}

export const palettes: Record<Mode, Palette> = {
  light: {
    paper: '#F6F7F5',
    surface: '#FFFFFF',
    raised: '#FFFFFF',
    ink: '#17201C',
    muted: '#5E6B65',
    line: '#E3E7E4',
    tick: '#87938D',
    jade: '#0B7A5E',
    jadeWash: '#E4F1EC',
    amber: '#B7791F',
    vermilion: '#C2410C',
    indigo: '#3B5BDB',
    onColor: '#FFFFFF',
  },
  dark: {
    paper: '#0F1412',
    surface: '#171E1B',
    raised: '#1D2622',
    ink: '#E6ECE8',
    muted: '#9BA8A1',
    line: '#2A332F',
    tick: '#6B7872',
    jade: '#3CC39B',
    jadeWash: '#17322A',
    amber: '#DDA84C',
    vermilion: '#F08A5D',
    indigo: '#8DA2FB',
    onColor: '#0F1412',
  },
};

/** Data colours in the order in which series take them; they stay apart in the usual kinds of colour blindness. */
export const dataColors: Record<Mode, readonly string[]> = {
  light: ['#0B7A5E', '#3B5BDB', '#B7791F', '#8E4585', '#2B8ABF', '#C9486A', '#7A8B2B', '#64748B'],
  dark: ['#3CC39B', '#8DA2FB', '#DDA84C', '#C78BBF', '#62B5E0', '#EA8AA3', '#A9BC55', '#94A3B8'],
};

const chineseFonts = '"PingFang SC","HarmonyOS Sans SC","Noto Sans SC","Noto Sans CJK SC","Microsoft YaHei"';

/** Chinese fonts set quotation marks and dashes a whole character wide, which tears English apart: there they stand last. */
const fontFamilies: Record<Language, string> = {
  'zh-CN': `${chineseFonts},system-ui,sans-serif`,
  en: `-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,${chineseFonts},system-ui,sans-serif`,
};

export function fontFamily(language: string): string {
  return fontFamilies[language as Language] ?? fontFamilies['zh-CN'];
}

const codeFamily = 'ui-monospace,"SF Mono","JetBrains Mono",Menlo,Consolas,"Noto Sans Mono CJK SC",monospace';

/** Class that carries Ant Design's variables; it stands on the root element so that plain CSS may read them anywhere. */
export const rootClass = 'siyu';

/** @param calm nothing moves: what opens would wait for the end of a motion that style sheets took away. */
export function themeFor(mode: Mode, language: string, calm = false): ThemeConfig {
  const color = palettes[mode];
  return {
    algorithm: [mode === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm, exactColors(color)],
    cssVar: { key: rootClass },
    hashed: false,
    token: {
      colorPrimary: color.jade,
      colorPrimaryBg: color.jadeWash,
      colorLink: color.jade,
      colorInfo: color.indigo,
      colorSuccess: color.jade,
      colorWarning: color.amber,
      colorError: color.vermilion,
      colorTextBase: color.ink,
      colorText: color.ink,
      colorTextSecondary: color.muted,
      colorTextTertiary: color.muted,
      colorTextDescription: color.muted,
      colorTextPlaceholder: color.muted,
      colorBgLayout: color.paper,
      colorBgContainer: color.surface,
      colorBgElevated: color.raised,
      colorBorder: color.line,
      colorBorderSecondary: color.line,
      fontFamily: fontFamily(language),
      fontFamilyCode: codeFamily,
      fontSize: 14,
      fontSizeSM: 12,
      fontSizeLG: 16,
      fontSizeHeading1: 28,
      fontSizeHeading2: 20,
      fontSizeHeading3: 16,
      borderRadius: 8,
      motion: !calm,
      motionDurationFast: '0.12s',
      motionDurationMid: '0.14s',
      motionDurationSlow: '0.16s',
      boxShadowTertiary: 'none',
    },
    components: {
      Button: { primaryColor: color.onColor, dangerColor: color.onColor, primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
      Checkbox: { borderRadiusSM: 4, colorBorder: color.tick },
      Radio: { colorBorder: color.tick },
      Menu: { itemBg: 'transparent', itemSelectedBg: color.jadeWash, itemSelectedColor: color.jade, itemHeight: 36, itemBorderRadius: 8, activeBarBorderWidth: 0 },
      Table: { cellPaddingBlockMD: 8, cellPaddingInlineMD: 12, headerBg: color.surface, headerSplitColor: 'transparent', headerColor: color.muted },
      Tabs: { horizontalMargin: '0 0 12px', horizontalItemGutter: 20 },
    },
  };
}

/** Ant Design dims brand colours on dark paper; ours were chosen for it. */
function exactColors(color: Palette): MappingAlgorithm {
  return (seed, derived) => ({
    ...(derived ?? antd.defaultAlgorithm(seed)),
    colorPrimary: color.jade,
    colorLink: color.jade,
    colorSuccess: color.jade,
    colorSuccessBg: color.jadeWash,
    colorSuccessBorder: color.jadeWash,
    colorInfo: color.indigo,
    colorWarning: color.amber,
    colorError: color.vermilion,
  });
}

/** Colours that plain CSS needs beside Ant Design's own variables. */
export function cssVariables(mode: Mode): Record<string, string> {
  const color = palettes[mode];
  return {
    '--tone-good': color.jade,
    '--tone-warn': color.amber,
    '--tone-bad': color.vermilion,
    '--tone-info': color.indigo,
    '--tone-idle': color.muted,
    '--ink': color.ink,
    '--on-color': color.onColor,
    ...Object.fromEntries(dataColors[mode].map((value, index) => [`--data-${index + 1}`, value])),
  };
}
