import { useNamed } from '@/page/useNamed';
import { spokenWords } from './words';

/** A template's source as an operator reads it over. */
export function useSpokenWords(): (source: string) => string {
  const named = useNamed();
  return (source) =>
    spokenWords(source, (value) => {
      const [group, ...rest] = value.split('.');
      if (group === 'person' || group === 'attributes') return named(`reach:variables.${group}`, rest.join('_'));
      return group === 'traits' ? rest.join('.') : named('reach:variables.others', value.replace('.', '_'));
    });
}
