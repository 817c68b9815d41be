import { Checkbox, Table, type TableColumnsType, type TableColumnType } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNarrow } from './useNarrow';
import './rowTable.css';

interface Choice {
  chosen: string[];
  onChoose: (ids: string[]) => void;
}

interface RowTableProps<Row extends object> {
  /** On a phone the column of key `name`, or else the first, heads the card, and that of key `state` stands beside it. */
  columns: TableColumnsType<Row>;
  rows: readonly Row[];
  idOf: (row: Row) => string;
  /** Below this width the table scrolls; a phone gets cards instead. */
  width: number;
  /** A click anywhere on a row; the first column offers the same to the keyboard. */
  onOpen?: (row: Row) => void;
  choice?: Choice;
}

/** Rows to compare in a table, or to read one by one on a phone. */
export function RowTable<Row extends object>({ columns, rows, idOf, width, onOpen, choice }: RowTableProps<Row>) {
  const narrow = useNarrow();
  if (narrow) return <Cards columns={columns} rows={rows} idOf={idOf} onOpen={onOpen} choice={choice} />;
  return (
    <Table<Row>
      className={onOpen ? 'row-table row-table-opens' : 'row-table'}
      size="medium"
      rowKey={idOf}
      columns={columns}
      dataSource={rows}
      pagination={false}
      // Widths hold, and what is long is cut within its own column instead of squeezing the others.
      tableLayout="fixed"
      scroll={{ x: width }}
      rowSelection={choice && { selectedRowKeys: choice.chosen, onChange: (keys) => choice.onChoose(keys as string[]) }}
      onRow={onOpen && ((row) => ({ onClick: () => onOpen(row) }))}
    />
  );
}

function Cards<Row extends object>({ columns, rows, idOf, onOpen, choice }: Omit<RowTableProps<Row>, 'width'>) {
  const { t } = useTranslation();
  const all = columns as TableColumnType<Row>[];
  const name = all.find((column) => column.key === 'name') ?? all[0];
  const state = all.find((column) => column.key === 'state');
  const facts = all.filter((column) => column !== name && column !== state);
  return (
    <ul className="row-cards">
      {rows.map((row, index) => {
        const id = idOf(row);
        return (
          // The name in it is a button or a link; the rest of the card only follows the finger.
          <li key={id} className={onOpen && 'row-card-opens'} onClick={onOpen && (() => onOpen(row))}>
            <div className="row-card-head">
              {choice && (
                <span onClick={(event) => event.stopPropagation()}>
                  <Checkbox
                    aria-label={t('chooseRow', { number: index + 1 })}
                    checked={choice.chosen.includes(id)}
                    onChange={(box) => choice.onChoose(box.target.checked ? [...choice.chosen, id] : choice.chosen.filter((each) => each !== id))}
                  />
                </span>
              )}
              <div className="row-card-name">{name && cell(name, row, index)}</div>
              {state && cell(state, row, index)}
            </div>
            <dl>
              {facts.map((column) =>
                column.title ? (
                  <div key={String(column.key)}>
                    <dt>{column.title as ReactNode}</dt>
                    <dd>{cell(column, row, index)}</dd>
                  </div>
                ) : (
                  <div key={String(column.key)} className="row-card-act">
                    <dd>{cell(column, row, index)}</dd>
                  </div>
                ),
              )}
            </dl>
          </li>
        );
      })}
    </ul>
  );
}

function cell<Row extends object>(column: TableColumnType<Row>, row: Row, index: number): ReactNode {
  const value: unknown = typeof column.dataIndex === 'string' ? row[column.dataIndex as keyof Row] : undefined;
  return (column.render ? column.render(value, row, index) : value) as ReactNode;
}
