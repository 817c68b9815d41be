import { Alert, Button, Drawer, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { JsonView } from '@/page/JsonView';
import { Time } from '@/page/Time';
import { useEventLabel } from '@/page/useEventLabel';
import { useNamed } from '@/page/useNamed';
import type { LiveEvent } from './liveEvent';

/** One event in full. */
export function LiveDrawer({ event, onClose }: { event: LiveEvent | undefined; onClose: () => void }) {
  const { t } = useTranslation('live');
  const eventLabel = useEventLabel();
  const named = useNamed();
  return (
    <Drawer
      open={event !== undefined}
      onClose={onClose}
      size={480}
      title={event && eventLabel(event.event, event.type)}
      extra={
        event?.person_id && (
          <Link to={`/people/${event.person_id}`}>
            <Button>{t('openPerson')}</Button>
          </Link>
        )
      }
    >
      {event && (
        <div className="live-detail-stack">
          {event.status === 'quarantined' && (
            <Alert type="warning" showIcon title={t('quarantinedTitle')} description={event.reason ? named('live:reasons', event.reason) : t('noReason')} />
          )}
          <div className="live-facts">
            <span className="muted">{t('receivedAt')}</span>
            <Time value={event.received_at} />
            <span className="muted">{t('messageId')}</span>
            <Typography.Text copyable className="code">
              {event.message_id}
            </Typography.Text>
          </div>
          <JsonView value={event} />
        </div>
      )}
    </Drawer>
  );
}
