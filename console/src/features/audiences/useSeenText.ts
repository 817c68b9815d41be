import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { plainValue } from '@/format/value';
import type { SeenFact } from './seen';
import { useSpeech } from './useSpeech';

export function useSeenText(): (fact: SeenFact) => string {
  const { t, i18n } = useTranslation('audiences');
  const format = useFormat();
  const speech = useSpeech();
  return ({ name, kind, value }) => {
    if (kind === 'value') return `${nameOf(name)} ${value === '' ? '✓' : plainValue(value)}`;
    const key = `explain.fields.${name}`;
    const label = i18n.exists(key, { ns: 'audiences' }) ? t(key) : name;
    if (kind === 'time') return `${label} ${format.exact(new Date(String(value)))}`;
    return `${label} ${typeof value === 'number' ? format.number(value) : plainValue(value)}`;
  };

  function nameOf(key: string): string {
    const [kind, rest] = [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)];
    if (kind === 'identifier') return speech.word('identifiers', rest);
    return speech.word('traits', key) === key ? speech.word('attributes', key) : speech.word('traits', key);
  }
}
