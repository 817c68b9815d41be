import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { PersonSummary } from '@/api/types';
import { useFormat } from '@/format/useFormat';
import { plainValue } from '@/format/value';
import { Face } from '@/page/Face';
import { MoneyFigure } from '@/page/Figure';
import { Time } from '@/page/Time';
import type { PersonOrder, PersonValue } from '../peopleTypes';
import { PersonState } from '../PersonState';
import { TagChips } from '../tags/TagChips';
import type { ListColumn } from './columns';
import type { Selection } from './useSelection';
import './people.css';

interface PeopleTableProps {
  people: PersonSummary[];
  columns: readonly ListColumn[];
  /** Person → what they ordered; nothing while it is on its way. */
  values: Map<string, PersonValue> | undefined;
  /** The rows of the page before, while the next is on its way. */
  stale: boolean;
  order: PersonOrder;
  ascending: boolean;
  sortable: boolean;
  selection: Selection | undefined;
  onSort: (column: PersonOrder, direction: 'ascend' | 'descend' | null | undefined) => void;
}

type Column = TableColumnsType<PersonSummary>[number];

const orderOf: Partial<Record<ListColumn, PersonOrder>> = { lastSeen: 'last_seen', firstSeen: 'first_seen', created: 'created' };

export function PeopleTable({ people, columns, values, stale, order, ascending, sortable, selection, onSort }: PeopleTableProps) {
  const { t } = useTranslation('people');
  const format = useFormat();
  const navigate = useNavigate();

  const worth = (person: PersonSummary) => values?.get(person.id);
  const cells: Record<ListColumn, Column> = {
    phone: { width: 140, className: 'figures', render: (_, person) => plainValue(person.phone_masked) },
    email: { width: 190, ellipsis: true, render: (_, person) => plainValue(person.email_masked) },
    tags: { width: 240, render: (_, person) => <TagChips tags={person.tags} limit={2} /> },
    kind: { width: 90, render: (_, person) => t(`personKinds.${person.kind}`) },
    state: { width: 100, render: (_, person) => <PersonState state={person.state} /> },
    orders: { width: 90, align: 'right', className: 'figures', render: (_, person) => values && format.number(worth(person)?.orders ?? 0) },
    total: { width: 120, align: 'right', className: 'figures', render: (_, person) => values && <MoneyFigure value={worth(person)?.total_minor ?? 0} /> },
    lastOrder: { width: 120, render: (_, person) => values && <Time value={worth(person)?.last_order_at} /> },
    lastSeen: { width: 120, render: (_, person) => <Time value={person.last_seen_at} /> },
    firstSeen: { width: 120, render: (_, person) => <Time value={person.first_seen_at} /> },
    created: { width: 120, render: (_, person) => <Time value={person.created_at} /> },
  };
  const shown: TableColumnsType<PersonSummary> = [
    {
      title: t('columns.person'),
      key: 'person',
      width: 180,
      fixed: 'start',
      render: (_, person) => (
        <Link to={`/people/${person.id}`} className="people-who" onClick={(event) => event.stopPropagation()}>
          <Face id={person.id} name={person.name} />
          <span className="ellipsis">{person.name || t('unnamed')}</span>
        </Link>
      ),
    },
    ...columns.map((column): Column => {
      const sort = orderOf[column];
      const sorting = sort && sortable ? { sorter: true, sortDirections: ['descend' as const, 'ascend' as const], sortOrder: order === sort ? (ascending ? ('ascend' as const) : ('descend' as const)) : null } : {};
      return { key: column, title: t(`columns.${column}`), ...cells[column], ...sorting };
    }),
  ];
  return (
    <Table
      className={stale ? 'people-table people-table-stale' : 'people-table'}
      size="medium"
      rowKey="id"
      columns={shown}
      dataSource={people}
      pagination={false}
      tableLayout="fixed"
      scroll={{ x: 'max-content' }}
      rowSelection={
        selection && {
          selectedRowKeys: selection.ids,
          preserveSelectedRowKeys: true,
          columnWidth: 44,
          onChange: (keys) => selection.set(keys.map(String)),
          getCheckboxProps: (person) => ({ 'aria-label': t('bulk.choose', { name: person.name || t('unnamed') }) }) as object,
        }
      }
      onChange={(_page, _filters, sorter) => {
        const by = Array.isArray(sorter) ? sorter[0] : sorter;
        const column = orderOf[by?.columnKey as ListColumn];
        if (column) onSort(column, by?.order);
      }}
      onRow={(person) => ({ onClick: (event) => !inSelection(event.target) && void navigate(`/people/${person.id}`) })}
    />
  );
}

function inSelection(target: EventTarget): boolean {
  return target instanceof Element && target.closest('.ant-table-selection-column') !== null;
}
