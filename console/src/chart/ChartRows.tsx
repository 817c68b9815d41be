import { Table } from 'antd';
import { useFormat } from '@/format/useFormat';
import { plainValue } from '@/format/value';
import type { ChartColumn, ChartRow, ChartTable } from './chartTypes';

const headHeight = 39;

/** A chart's figures to read. */
export function ChartRows({ table, height }: { table: ChartTable; height: number }) {
  const format = useFormat();
  return (
    <Table
      size="small"
      className="chart-rows"
      rowKey={(row) => String(row.key)}
      dataSource={table.rows.map((row, key) => ({ ...row, key }) as ChartRow & { key: number })}
      pagination={false}
      scroll={{ x: 'max-content', y: height - headHeight }}
      style={{ minHeight: height }}
      columns={table.columns.map((column) => ({
        title: column.title,
        dataIndex: column.key,
        align: isFigures(column, table.rows) ? ('right' as const) : ('left' as const),
        render: (value: unknown) => (typeof value === 'number' ? (column.format ?? format.number)(value) : plainValue(value)),
      }))}
    />
  );
}

function isFigures(column: ChartColumn, rows: ChartRow[]): boolean {
  return rows.some((row) => typeof row[column.key] === 'number');
}
