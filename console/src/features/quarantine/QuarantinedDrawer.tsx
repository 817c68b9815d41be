import { useQuery } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CodeBlock } from '@/page/CodeBlock';
import { Facts } from '@/page/Facts';
import { Loaded } from '@/page/Loaded';
import { plainValue } from '@/format/value';
import { Time } from '@/page/Time';
import { Tone } from '@/page/Tone';
import { useEventLabel } from '@/page/useEventLabel';
import { useReason } from '@/page/useReason';
import { useSourceName } from '@/page/useSourceName';
import { adviceFor } from './advice';
import { quarantinedEventQuery, type QuarantinedDetail } from './quarantineQueries';
import { SettleForm } from './SettleForm';

/** One event that waits: why, what it says, and how to settle it. */
export function QuarantinedDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { t } = useTranslation('quarantine');
  return (
    <Drawer open={id !== null} onClose={onClose} size={560} title={t('drawerTitle')}>
      {id && <Loading key={id} id={id} onClose={onClose} />}
    </Drawer>
  );
}

function Loading({ id, onClose }: { id: string; onClose: () => void }) {
  const found = useQuery(quarantinedEventQuery(id));
  return <Loaded query={found}>{(event) => <Detail event={event} onClose={onClose} />}</Loaded>;
}

function Detail({ event, onClose }: { event: QuarantinedDetail; onClose: () => void }) {
  const { t } = useTranslation('quarantine');
  const reasonText = useReason();
  const eventLabel = useEventLabel();
  const sourceName = useSourceName();
  const { key, to } = adviceFor(event.reason, event.event);
  const facts = Object.entries(event.facts);
  return (
    <div className="quarantine-detail">
      <section className="quarantine-why">
        <Tone tone={event.state === 'waiting' ? 'warn' : 'idle'}>{t(`states.${event.state}`)}</Tone>
        <h3>{reasonText(event.reason)}</h3>
        <p className="muted">
          {t(`advice.${key}`)} {to && <Link to={to}>{t(`adviceLinks.${key === 'plan' ? 'plan' : 'writeKey'}`)}</Link>}
        </p>
        {facts.length > 0 && (
          <ul className="quarantine-facts">
            {facts.map(([name, value]) => (
              <li key={name}>
                <span className="muted">{name}</span> <span className="code">{plainValue(value)}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <Facts
        facts={[
          { label: t('columns.event'), value: event.event || event.type ? eventLabel(event.event, event.type ?? '') : t('unnamed') },
          { label: t('columns.source'), value: event.source ? sourceName(event.source) : t('unknownSource') },
          { label: t('columns.received'), value: <Time value={event.received_at} /> },
          ...(event.settled_at ? [{ label: t('settledAt'), value: <Time value={event.settled_at} /> }] : []),
        ]}
      />
      {event.state === 'waiting' ? (
        <SettleForm event={event} onSettled={onClose} />
      ) : (
        <CodeBlock title={t('preview')} language="json" code={event.raw ?? event.preview} />
      )}
    </div>
  );
}
