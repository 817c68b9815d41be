import { useTranslation } from 'react-i18next';

/** The translation of a server's word such as `sms` under a heading such as `people:channels`, or the word itself. */
export function useNamed(): (heading: string, word: string) => string {
  const { t, i18n } = useTranslation();
  return (heading, word) => {
    const key = `${heading}.${word}`;
    return i18n.exists(key) ? t(key) : word;
  };
}
