import type { PriceLine } from '../types';

/** What was typed for a SKU, fen; null lets the parent say it again. */
export interface PriceDraft {
  unit: number | null;
  list: number | null;
}

export type Drafts = Record<string, PriceDraft>;

/** What a line says before anything is typed: only what its own book says can be changed. */
export function beginningOf(line: PriceLine): PriceDraft {
  if (!line.own) return { unit: null, list: null };
  return { unit: line.unit_minor, list: line.list_minor === line.unit_minor ? null : line.list_minor };
}

/** Lines whose price differs from what is kept. */
export function changedLines(lines: readonly PriceLine[], drafts: Drafts) {
  return lines.flatMap((line) => {
    const draft = drafts[line.sku_id];
    const before = beginningOf(line);
    if (!draft || (draft.unit === before.unit && draft.list === before.list)) return [];
    return [{ sku_id: line.sku_id, unit_minor: draft.unit, list_minor: draft.unit === null ? null : draft.list }];
  });
}

/** A crossed-out price below the price itself, or without one, cannot be kept. */
export function unfit(draft: PriceDraft): boolean {
  return draft.list !== null && (draft.unit === null || draft.list < draft.unit);
}
