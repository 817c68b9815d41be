import { useNamed } from './useNamed';

/** A job's name as an operator says it; a plug-in's as it was given. */
export function useJobName(): (name: string) => string {
  const named = useNamed();
  return (name) => {
    const word = name.replaceAll('.', '_');
    const said = named('app:jobNames', word);
    return said === word ? name : said;
  };
}
