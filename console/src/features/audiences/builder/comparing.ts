import type { Compare, CompareOp, Measured, Scalar, SeenValue } from '../audienceTypes';

/** What a field's values are like; says which comparisons come first and how values are typed. */
export type ValueKind = 'text' | 'number' | 'day' | 'boolean';

const textOps: CompareOp[] = ['equals', 'not_equals', 'in', 'not_in', 'contains', 'not_contains', 'starts_with', 'ends_with'];
const numberOps: CompareOp[] = ['greater', 'at_least', 'less', 'at_most', 'between'];
const dayOps: CompareOp[] = ['on', 'before', 'after', 'within'];
const setOps: CompareOp[] = ['is_set', 'is_not_set'];
const sameOps: CompareOp[] = ['equals', 'not_equals', 'in', 'not_in'];

/** Comparisons in the order in which they are offered: what fits the values first, then all others. */
export function offeredOps(kind: ValueKind): CompareOp[] {
  const order: Record<ValueKind, CompareOp[][]> = {
    text: [textOps, setOps, numberOps, dayOps],
    number: [numberOps, sameOps, setOps, textOps, dayOps],
    day: [dayOps, setOps, sameOps, textOps, numberOps],
    boolean: [['equals', 'not_equals'], setOps, textOps, numberOps, dayOps],
  };
  return [...new Set(order[kind].flat())];
}

export const measuredOps: Measured['op'][] = ['at_least', 'at_most', 'equals', 'not_equals', 'greater', 'less', 'between'];

/** The comparison under another operator, with as much of its value as that can hold. */
export function withOp(compare: Compare, op: CompareOp): Compare {
  const value = scalarOf(compare);
  switch (op) {
    case 'equals':
    case 'not_equals':
      return { op, value: value ?? '' };
    case 'in':
    case 'not_in':
      return { op, values: 'values' in compare ? compare.values : value === undefined || value === '' ? [] : [value] };
    case 'contains':
    case 'not_contains':
    case 'starts_with':
    case 'ends_with':
      return { op, value: value === undefined ? '' : String(value) };
    case 'greater':
    case 'at_least':
    case 'less':
    case 'at_most':
      return { op, value: numberOf(value) };
    case 'between':
      return { op, low: numberOf(value), high: numberOf(value) };
    case 'on':
    case 'before':
    case 'after':
      return { op, day: 'day' in compare ? compare.day : '' };
    case 'within':
      return { op, window: { kind: 'last', amount: 30 } };
    case 'is_set':
    case 'is_not_set':
      return { op };
  }
}

export function withMeasuredOp(compare: Measured, op: Measured['op']): Measured {
  const value = 'value' in compare ? compare.value : compare.low;
  return op === 'between' ? { op, low: value, high: value } : { op, value };
}

function scalarOf(compare: Compare): Scalar | undefined {
  if ('value' in compare) return compare.value;
  if ('values' in compare) return compare.values[0];
  if ('low' in compare) return compare.low;
  return undefined;
}

function numberOf(value: Scalar | undefined): number {
  return typeof value === 'number' ? value : typeof value === 'string' && value.trim() ? Number(value) : Number.NaN;
}

/** A value as it was typed, as the type that the field holds. */
export function typedValue(text: string, kind: ValueKind): Scalar {
  if (kind === 'number' && text.trim() && Number.isFinite(Number(text))) return Number(text);
  if (kind === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

const plainNumber = /^-?(0|[1-9]\d{0,14})(\.\d+)?$/;
const startsWithDay = /^\d{4}-\d{2}-\d{2}($|[T ])/;

/** What values are like, judged by those that were seen. */
export function kindOfSeen(values: readonly SeenValue[]): ValueKind {
  if (values.length === 0) return 'text';
  if (values.every(({ value }) => value === 'true' || value === 'false')) return 'boolean';
  if (values.every(({ value }) => startsWithDay.test(value))) return 'day';
  return values.every(({ value }) => plainNumber.test(value)) ? 'number' : 'text';
}

const numberColumns = new Set(['revenue', 'quantity', 'product.price']);

/** What a field of an event is like, by its column or by the types in which its JSON has come. */
export function kindOfField(field: string, types: readonly string[]): ValueKind | undefined {
  if (numberColumns.has(field)) return 'number';
  if (types.length === 0) return undefined;
  if (types.every((type) => /^(Int|UInt|Float|Decimal)/.test(type))) return 'number';
  if (types.every((type) => type === 'Bool')) return 'boolean';
  if (types.every((type) => /^Date/.test(type))) return 'day';
  return undefined;
}
