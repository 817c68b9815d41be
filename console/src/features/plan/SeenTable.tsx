import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { ListTable } from '@/page/ListTable';
import { Time } from '@/page/Time';
import { Tone } from '@/page/Tone';
import { EventName } from './EventName';
import type { SeenEvent } from './planQueries';

interface SeenTableProps {
  events: SeenEvent[];
  onOpen: (event: string) => void;
}

/** Events as they have come in. */
export function SeenTable({ events, onOpen }: SeenTableProps) {
  const { t } = useTranslation('plan');
  const format = useFormat();
  const columns: TableColumnsType<SeenEvent> = [
    { title: t('columns.event'), key: 'event', render: (_, seen) => <EventName event={seen.event} onOpen={onOpen} /> },
    { title: t('columns.count'), key: 'count', width: 120, align: 'end', render: (_, seen) => format.number(seen.count) },
    { title: t('columns.unfit'), key: 'unfit', width: 110, align: 'end', render: (_, seen) => bad(seen.unfit) },
    { title: t('columns.blocked'), key: 'blocked', width: 110, align: 'end', render: (_, seen) => bad(seen.blocked) },
    { title: t('columns.lastSeen'), key: 'last', width: 130, render: (_, seen) => <Time value={seen.last_seen_at} /> },
    {
      title: t('columns.planned'),
      key: 'planned',
      width: 120,
      render: (_, seen) => (seen.planned ? <Tone tone="good">{t('inPlan')}</Tone> : <span className="muted">{t('notInPlan')}</span>),
    },
  ];
  return <ListTable rows={events} columns={columns} widthMin={760} rowKey="event" onOpen={(seen) => onOpen(seen.event)} />;

  function bad(count: number) {
    return count > 0 ? <span className="plan-bad">{format.number(count)}</span> : <span className="muted">{format.number(0)}</span>;
  }
}
