import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { ListTable } from '@/page/ListTable';
import { Time } from '@/page/Time';
import { EventName } from './EventName';
import { propertyRows } from './eventSchema';
import { ModeTone } from './ModeTone';
import type { PlannedEvent } from './planQueries';

interface PlannedTableProps {
  events: PlannedEvent[];
  onOpen: (event: string) => void;
}

/** Events that the brand has agreed on. */
export function PlannedTable({ events, onOpen }: PlannedTableProps) {
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
  return <ListTable rows={events} columns={columns} widthMin={760} onOpen={(planned) => onOpen(planned.event)} />;
}
