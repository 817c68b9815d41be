/** The text for a language among those that the server sends, as `{ zh: …, en: … }`. */
export function inLanguage(texts: Readonly<Record<string, string>> | null | undefined, language: string): string | undefined {
  if (!texts) return undefined;
  const short = language.split('-')[0] ?? language;
  return texts[language] ?? texts[short] ?? texts.en ?? Object.values(texts)[0];
}
