import { useTranslation } from 'react-i18next';
import { Time } from '@/page/Time';
import { useEventLabel } from '@/page/useEventLabel';
import { useReason } from '@/page/useReason';
import { useSourceName } from '@/page/useSourceName';
import type { QuarantinedEvent } from './quarantineQueries';
import '@/page/rowButton.css';

interface QuarantinedListProps {
  events: readonly QuarantinedEvent[];
  stale: boolean;
  onOpen: (id: string) => void;
}

export function QuarantinedList({ events, stale, onOpen }: QuarantinedListProps) {
  const { t } = useTranslation('quarantine');
  const eventLabel = useEventLabel();
  const reasonText = useReason();
  const sourceName = useSourceName();
  return (
    <div className={stale ? 'quarantine-stale' : undefined}>
      <div className="row-button quarantine-row quarantine-head muted" aria-hidden>
        {['received', 'event', 'reason', 'source', 'preview'].map((column) => (
          <span key={column}>{t(`columns.${column}`)}</span>
        ))}
      </div>
      <ul className="row-buttons" aria-label={t('title')}>
        {events.map((event) => (
          <li key={event.id}>
            <button type="button" className="plain-button row-button quarantine-row" onClick={() => onOpen(event.id)}>
              <span className="muted">
                <Time value={event.received_at} />
              </span>
              <strong className="ellipsis">{event.event || event.type ? eventLabel(event.event, event.type ?? '') : t('unnamed')}</strong>
              <span className="ellipsis">{reasonText(event.reason)}</span>
              <span className="muted ellipsis">{event.source ? sourceName(event.source) : t('unknownSource')}</span>
              <span className="muted code ellipsis quarantine-preview">{event.preview}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
