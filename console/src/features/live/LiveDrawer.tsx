import { Alert, Button, Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '@/app/session';
import { CodeBlock } from '@/page/CodeBlock';
import { CopyButton } from '@/page/CopyButton';
import { Facts } from '@/page/Facts';
import { Time } from '@/page/Time';
import { useEventLabel } from '@/page/useEventLabel';
import { useReason } from '@/page/useReason';
import { useSourceName } from '@/page/useSourceName';
import { AsCondition } from './AsCondition';
import type { LiveEvent } from './liveEvent';

interface LiveDrawerProps {
  event: LiveEvent | undefined;
  onClose: () => void;
  /** Shows only events of this name. */
  onOnly: (event: string) => void;
}

/** One event in full. */
export function LiveDrawer({ event, onClose, onOnly }: LiveDrawerProps) {
  const { t } = useTranslation('live');
  const eventLabel = useEventLabel();
  return (
    <Drawer
      open={event !== undefined}
      onClose={onClose}
      size={520}
      title={event && eventLabel(event.event, event.type)}
      extra={
        event?.person_id && (
          <Link to={`/people/${event.person_id}`}>
            <Button tabIndex={-1}>{t('openPerson')}</Button>
          </Link>
        )
      }
    >
      {event && <Detail key={event.message_id} event={event} onOnly={onOnly} />}
    </Drawer>
  );
}

function Detail({ event, onOnly }: { event: LiveEvent; onOnly: (event: string) => void }) {
  const { t } = useTranslation('live');
  const reason = useReason();
  const sourceName = useSourceName();
  const maySegment = useMay('audiences.manage');
  const { event: name } = event;
  return (
    <div className="live-detail-stack">
      {event.status === 'quarantined' && (
        <Alert
          type="warning"
          showIcon
          title={t('quarantinedTitle')}
          description={event.reason ? reason(event.reason) : t('noReason')}
          action={
            <Link to={event.reason ? `/quarantine?reason=${encodeURIComponent(event.reason)}` : '/quarantine'}>
              <Button size="small" tabIndex={-1}>
                {t('openQuarantine')}
              </Button>
            </Link>
          }
        />
      )}
      <Facts
        facts={[
          { label: t('receivedAt'), value: <Time value={event.received_at} /> },
          { label: t('columns.source'), value: sourceName(event.source) },
          { label: t('columns.who'), value: <span className="code">{event.person_id ?? event.user_id ?? event.anonymous_id ?? t('nobody')}</span> },
          {
            label: t('messageId'),
            value: (
              <span className="code live-id">
                {event.message_id}
                <CopyButton text={event.message_id} label={t('messageId')} type="text" bare />
              </span>
            ),
          },
        ]}
      />
      {name && (
        <div className="live-actions">
          <Button size="small" onClick={() => onOnly(name)}>
            {t('onlyThis')}
          </Button>
          {event.type === 'track' && (
            <Link to={`/tracking-plan?event=${encodeURIComponent(name)}`}>
              <Button size="small" tabIndex={-1}>
                {t('inPlan')}
              </Button>
            </Link>
          )}
        </div>
      )}
      {name && maySegment && event.status === 'accepted' && <AsCondition event={{ ...event, event: name }} />}
      <CodeBlock title={t('asSent')} language="json" code={JSON.stringify(event, null, 2)} />
    </div>
  );
}
