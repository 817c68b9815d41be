import { recall, remember } from '@/app/memory';
import type { ExportColumn } from '../peopleTypes';

/** Columns beside the person's name, in the order in which they stand. */
export const listColumns = ['phone', 'email', 'tags', 'kind', 'state', 'orders', 'total', 'lastOrder', 'lastSeen', 'firstSeen', 'created'] as const;

export type ListColumn = (typeof listColumns)[number];

export const usualColumns: ListColumn[] = ['phone', 'tags', 'state', 'orders', 'total', 'lastSeen', 'created'];

const memory = 'people.columns';

export function recallColumns(): ListColumn[] {
  const kept = recall(memory);
  return kept === null ? usualColumns : columnsIn(kept);
}

export function rememberColumns(columns: readonly ListColumn[]): void {
  remember(memory, columns.join());
}

/** The columns a text names, in the order in which they stand; words that name none are passed over. */
export function columnsIn(text: string): ListColumn[] {
  const named = new Set(text.split(','));
  return listColumns.filter((column) => named.has(column));
}

/** Whether a column shows what only the warehouse knows. */
export function needsValues(columns: readonly ListColumn[]): boolean {
  return columns.some((column) => column === 'orders' || column === 'total' || column === 'lastOrder');
}

const written: Record<ListColumn, ExportColumn> = {
  phone: 'phone',
  email: 'email',
  tags: 'tags',
  kind: 'kind',
  state: 'state',
  orders: 'orders',
  total: 'total',
  lastOrder: 'last_order_at',
  lastSeen: 'last_seen_at',
  firstSeen: 'first_seen_at',
  created: 'created_at',
};

/** What a file holds where the list shows these columns. */
export function exportColumns(columns: readonly ListColumn[]): ExportColumn[] {
  return ['name', ...columns.map((column) => written[column])];
}

export const everyExportColumn: ExportColumn[] = ['name', ...listColumns.map((column) => written[column]), 'nodes'];
