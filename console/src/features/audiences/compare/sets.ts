import type { Condition, Definition } from '../audienceTypes';

export type Operation = 'union' | 'intersection' | 'difference';

/** The people of an operation on segments, from the first to the last, as a definition. */
export function operationDefinition(operation: Operation, segmentIds: readonly string[]): Definition {
  const sets = segmentIds.map((segment): Condition => ({ kind: 'segment', segment }));
  const [first, ...others] = sets;
  if (!first) return { version: 1, where: { kind: 'everyone' } };
  if (others.length === 0) return { version: 1, where: first };
  if (operation === 'union') return { version: 1, where: { kind: 'any', conditions: sets } };
  if (operation === 'intersection') return { version: 1, where: { kind: 'all', conditions: sets } };
  return { version: 1, where: { kind: 'all', conditions: [first, not(others)] } };
}

/** People who are in exactly `inside` of all the segments compared. */
export function regionDefinition(inside: readonly string[], all: readonly string[]): Definition {
  const conditions = inside.map((segment): Condition => ({ kind: 'segment', segment }));
  const outside = all.filter((id) => !inside.includes(id)).map((segment): Condition => ({ kind: 'segment', segment }));
  if (outside.length) conditions.push(not(outside));
  const [only] = conditions;
  return { version: 1, where: conditions.length === 1 && only ? only : { kind: 'all', conditions } };
}

function not(sets: Condition[]): Condition {
  const [only] = sets;
  return { kind: 'not', condition: sets.length === 1 && only ? only : { kind: 'any', conditions: sets } };
}
