import type { ChartTable } from './chartTypes';

/** Rows as CSV; text that a spreadsheet would run as a formula is kept as text. */
export function csvOf({ columns, rows }: ChartTable): string {
  const lines = [columns.map((column) => cell(column.title)), ...rows.map((row) => columns.map((column) => cell(row[column.key])))];
  return lines.map((line) => line.join(',')).join('\r\n') + '\r\n';
}

function cell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Hands a table to the operator as a file that spreadsheets open with the right letters. */
export function downloadCsv(name: string, table: ChartTable): void {
  saveBlob(`${name}.csv`, new Blob([byteOrderMark, csvOf(table)], { type: 'text/csv;charset=utf-8' }));
}

const byteOrderMark = '\uFEFF';

export function saveBlob(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name.replace(/[\\/:*?"<>|]/g, ' ');
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1_000);
}
