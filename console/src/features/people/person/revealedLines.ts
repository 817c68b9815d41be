import type { Revealed } from '../peopleTypes';

export interface RevealedLine {
  name: string;
  value: unknown;
  /** From a trait; else an identifier. */
  trait: boolean;
}

/** Traits, then the identifiers that say something the traits do not. */
export function revealedLines({ traits, identifiers }: Revealed): RevealedLine[] {
  const said = new Set(Object.values(traits).map(String));
  const bare = (value: string) => value.replace(/^\+86/, '');
  return [
    ...Object.entries(traits)
      .filter(([, value]) => value !== null && value !== '')
      .map(([name, value]) => ({ name, value, trait: true })),
    ...identifiers.filter(({ value }) => !said.has(value) && !said.has(bare(value))).map(({ kind, value }) => ({ name: kind, value, trait: false })),
  ];
}
