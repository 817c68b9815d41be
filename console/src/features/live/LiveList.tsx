import { ThunderboltOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { EmptyState } from '@/page/EmptyState';
import { LinkButton } from '@/page/LinkButton';
import { Tone } from '@/page/Tone';
import { useEventLabel } from '@/page/useEventLabel';
import { useReason } from '@/page/useReason';
import { useSourceName } from '@/page/useSourceName';
import type { LiveEvent } from './liveEvent';
import type { Connection } from './useLiveEvents';
import '@/page/rowButton.css';
import './live.css';

interface LiveListProps {
  events: LiveEvent[];
  filtered: boolean;
  connection: Connection;
  onOpen: (event: LiveEvent) => void;
}

export function LiveList({ events, filtered, connection, onOpen }: LiveListProps) {
  const { t } = useTranslation('live');
  const maySeeSources = useMay('organization.read_sources');
  if (events.length === 0) {
    const text = filtered ? t('emptyFiltered') : connection === 'broken' ? t('emptyBroken') : t('emptyText');
    return (
      <div className="panel">
        <EmptyState icon={<ThunderboltOutlined />} title={filtered ? t('emptyFilteredTitle') : t('emptyTitle')} text={text} actions={!filtered && maySeeSources && <LinkButton to="/sources">{t('emptyConnect')}</LinkButton>} />
      </div>
    );
  }
  return (
    <div className="panel live-panel">
      <div className="row-button live-row live-head muted" aria-hidden>
        {['time', 'event', 'who', 'source', 'status', 'detail'].map((column) => (
          <span key={column}>{t(`columns.${column}`)}</span>
        ))}
      </div>
      <ul className="row-buttons" aria-label={t('title')}>
        {events.map((event) => (
          <LiveRow key={event.message_id} event={event} onOpen={onOpen} />
        ))}
      </ul>
    </div>
  );
}

function LiveRow({ event, onOpen }: { event: LiveEvent; onOpen: (event: LiveEvent) => void }) {
  const { t } = useTranslation('live');
  const eventLabel = useEventLabel();
  const reason = useReason();
  const sourceName = useSourceName();
  const format = useFormat();
  return (
    <li>
      <button type="button" className="plain-button row-button live-row" onClick={() => onOpen(event)}>
        <span className="live-time figures muted">{format.clock(new Date(event.received_at))}</span>
        <span className="live-name ellipsis">{eventLabel(event.event, event.type)}</span>
        <span className="live-who code ellipsis">{event.person_id ?? event.user_id ?? event.anonymous_id ?? t('nobody')}</span>
        <span className="live-source muted ellipsis">{sourceName(event.source)}</span>
        <span className="live-status">
          {event.status === 'quarantined' ? (
            <Tone tone="warn">{t('statuses.quarantined')}</Tone>
          ) : (
            <span className="muted">{t('statuses.accepted')}</span>
          )}
        </span>
        <span className="live-detail muted ellipsis">{event.reason ? reason(event.reason) : summaryOf(event.properties)}</span>
      </button>
    </li>
  );
}

function summaryOf(properties: Record<string, unknown>): string {
  return Object.entries(properties)
    .filter(([, value]) => typeof value !== 'object')
    .slice(0, 4)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join('  ');
}
