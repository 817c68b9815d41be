import { kindGroups } from './leaves';

const leafKinds = new Set<string>(kindGroups.flatMap((each) => each.kinds));

export interface Unfit {
  at: (string | number)[];
  /** The kind that there is none of; absent where something is missing altogether. */
  kind?: string;
}

/**
 * Whether JSON has a shape that the builder can hold: known kinds, and conditions where they belong.
 * Whether it is a good definition is for the server to say.
 */
export function checkDefinition(value: unknown): Unfit | undefined {
  if (!isRecord(value)) return { at: [] };
  return check(value.where, ['where']);
}

function check(value: unknown, at: (string | number)[]): Unfit | undefined {
  if (!isRecord(value) || typeof value.kind !== 'string') return { at };
  if (value.kind === 'not') return check(value.condition, [...at, 'condition']);
  if (value.kind === 'all' || value.kind === 'any') {
    if (!Array.isArray(value.conditions)) return { at: [...at, 'conditions'] };
    return firstOf(value.conditions.map((inner, place) => check(inner, [...at, 'conditions', place])));
  }
  if (!leafKinds.has(value.kind)) return { at: [...at, 'kind'], kind: value.kind };
  return checkParts(value, at);
}

/** Parts that the editors of conditions reach into. */
function checkParts(leaf: Record<string, unknown>, at: (string | number)[]): Unfit | undefined {
  const needs: Record<string, [string, (part: unknown) => boolean]> = {
    trait: ['compare', isCompare],
    attribute: ['compare', isCompare],
    identifier: ['compare', isCompare],
    tag: ['tags', Array.isArray],
    first: ['window', isRecord],
    last: ['window', isRecord],
    anniversary: ['window', isRecord],
  };
  const need = needs[leaf.kind as string];
  if (need && !need[1](leaf[need[0]])) return { at: [...at, need[0]] };
  if (leaf.kind === 'anniversary' && !isRecord(leaf.of)) return { at: [...at, 'of'] };
  if (leaf.kind === 'sequence') {
    if (!Array.isArray(leaf.steps) || !leaf.steps.every(isRecord)) return { at: [...at, 'steps'] };
    return firstOf(leaf.steps.map((step, place) => checkFilters((step as Record<string, unknown>).where, [...at, 'steps', place, 'where'])));
  }
  return checkFilters(leaf.where, [...at, 'where']);
}

function checkFilters(filters: unknown, at: (string | number)[]): Unfit | undefined {
  if (filters === undefined) return undefined;
  if (!Array.isArray(filters)) return { at };
  return firstOf(filters.map((filter, place) => (isRecord(filter) && isCompare(filter.compare) ? undefined : { at: [...at, place] })));
}

function isCompare(value: unknown): boolean {
  return isRecord(value) && typeof value.op === 'string';
}

function firstOf(found: (Unfit | undefined)[]): Unfit | undefined {
  return found.find((each) => each !== undefined);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
