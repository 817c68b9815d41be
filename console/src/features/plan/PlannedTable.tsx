import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { Time } from '@/page/Time';
import { EventName } from './EventName';
import { propertyRows } from './eventSchema';
import { ModeTone } from './ModeTone';
import type { PlannedEvent } from './planQueries';

interface PlannedTableProps {
  events: PlannedEvent[];
  stale: boolean;
  onOpen: (event: string) => void;
}

/** Events that the brand has agreed on. */
export function PlannedTable({ events, stale, onOpen }: PlannedTableProps) {
  const { t } = useTranslation('plan');
  const format = useFormat();
  const columns: TableColumnsType<PlannedEvent> = [
    { title: t('columns.event'), key: 'event', width: '28%', render: (_, planned) => <EventName event={planned.event} onOpen={onOpen} /> },
    { title: t('columns.description'), key: 'description', ellipsis: true, render: (_, planned) => planned.description || <span className="muted">{t('noDescription')}</span> },
    {
      title: t('columns.properties'),
      key: 'properties',
      width: 150,
      render: (_, planned) => {
        const rows = propertyRows(planned.schema, []);
        return t('propertiesCount', { all: format.number(rows.length), required: format.number(rows.filter((row) => row.required).length) });
      },
    },
    { title: t('columns.mode'), key: 'mode', width: 110, render: (_, planned) => <ModeTone mode={planned.mode} /> },
    { title: t('columns.changed'), key: 'changed', width: 120, render: (_, planned) => <Time value={planned.changed_at} /> },
  ];
  return (
    <Table
      className={stale ? 'plan-table plan-stale' : 'plan-table'}
      size="medium"
      rowKey="id"
      columns={columns}
      dataSource={events}
      pagination={false}
      tableLayout="fixed"
      scroll={{ x: 760 }}
      onRow={(planned) => ({ onClick: () => onOpen(planned.event) })}
    />
  );
}
