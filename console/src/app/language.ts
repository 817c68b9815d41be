export const languages = ['zh-CN', 'en'] as const;

export type Language = (typeof languages)[number];

/** Each language named in itself, so that its speaker finds it. */
export const languageNames: Record<Language, string> = { 'zh-CN': '简体中文', en: 'English' };

/** The first of the browser's languages that the console speaks, Chinese where it speaks none. */
export function chooseLanguage(remembered: string | null, preferred: readonly string[]): Language {
  for (const wish of remembered ? [remembered, ...preferred] : preferred) {
    const found = languages.find((language) => wish.split('-')[0] === language.split('-')[0]);
    if (found) return found;
  }
  return 'zh-CN';
}
