import type { Conflict } from '../peopleTypes';

/** The persons that a conflict is about, whoever holds the refused identifiers last. */
export function personsOf(conflict: Conflict): string[] {
  const ordered = [...conflict.identifiers].sort((one, other) => Number(one.refused) - Number(other.refused));
  return [...new Set(ordered.map((identifier) => identifier.person_id).filter((id): id is string => id !== null))];
}

/** The rule, and the type of identifier it is about: `unique:user_id`. */
export function ruleOf(conflict: Conflict): { name: string; type: string } {
  const [name = conflict.rule, type] = conflict.rule.split(':');
  return { name, type: type ?? conflict.identifier_type };
}
