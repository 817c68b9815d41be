import { Table, type TableColumnsType, type TableProps } from 'antd';
import './list.css';

interface ListTableProps<Row> {
  rows: readonly Row[];
  columns: TableColumnsType<Row>;
  /** Below this width the table is pushed sideways. */
  widthMin: number;
  rowKey?: Extract<keyof Row, string>;
  onOpen?: (row: Row) => void;
  rowSelection?: TableProps<Row>['rowSelection'];
}

/** The rows of a list; where each has a page of its own, the whole row leads there. */
export function ListTable<Row extends object>({ rows, columns, widthMin, rowKey = 'id' as Extract<keyof Row, string>, onOpen, rowSelection }: ListTableProps<Row>) {
  return (
    <Table
      className={onOpen ? 'list-table list-table-open' : 'list-table'}
      size="medium"
      rowKey={rowKey}
      columns={columns}
      dataSource={rows}
      pagination={false}
      tableLayout="fixed"
      scroll={{ x: widthMin }}
      rowSelection={rowSelection}
      onRow={onOpen && ((row) => ({ onClick: () => onOpen(row) }))}
    />
  );
}
