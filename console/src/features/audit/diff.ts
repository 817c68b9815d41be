export type ChangeKind = 'added' | 'removed' | 'changed';

export interface Change {
  /** Names on the way to the value, outermost first. */
  path: string[];
  kind: ChangeKind;
  before: unknown;
  after: unknown;
}

type Facts = Record<string, unknown> | null | undefined;

/** What differs between two states of a thing, value by value; lists of plain values are compared as sets. */
export function diffFacts(before: Facts, after: Facts): Change[] {
  return diffRecords(before ?? {}, after ?? {}, []);
}

function diffRecords(before: Record<string, unknown>, after: Record<string, unknown>, path: string[]): Change[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => diffValues(before[name], after[name], [...path, name]));
}

function diffValues(before: unknown, after: unknown, path: string[]): Change[] {
  if (same(before, after)) return [];
  if (isRecord(before) && isRecord(after)) return diffRecords(before, after, path);
  if (isSet(before) && isSet(after)) {
    const gone = before.filter((value) => !after.includes(value));
    const come = after.filter((value) => !before.includes(value));
    if (gone.length + come.length > 0) return [{ path, kind: 'changed', before: gone, after: come }];
  }
  const kind = isNothing(before) ? 'added' : isNothing(after) ? 'removed' : 'changed';
  return [{ path, kind, before, after }];
}

function same(one: unknown, other: unknown): boolean {
  return (isNothing(one) && isNothing(other)) || JSON.stringify(one) === JSON.stringify(other);
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null;
}

function isSet(value: unknown): value is (string | number)[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string' || typeof each === 'number');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
