import { CaretRightOutlined, ClearOutlined, PauseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { ErrorState } from '@/page/ErrorState';
import { Page } from '@/page/Page';
import { Tone } from '@/page/Tone';
import { useAddress } from '@/page/useAddress';
import { useEventLabel } from '@/page/useEventLabel';
import { LiveDrawer } from './LiveDrawer';
import { LiveFilterBar } from './LiveFilterBar';
import { LiveList } from './LiveList';
import { matchesFilter } from './liveEvent';
import { useLiveEvents, type Connection } from './useLiveEvents';

export default function LivePage() {
  const { t } = useTranslation('live');
  if (useMay('tracking.read')) return <Stream />;
  // A stream that is refused only looks broken: the server's reason does not reach the page.
  return (
    <Page title={t('title')} purpose={t('titlePurpose')}>
      <div className="panel">
        <ErrorState error={new Problem(403, 'permission_missing', '', { permission: 'tracking.read' })} />
      </div>
    </Page>
  );
}

function Stream() {
  const { t } = useTranslation('live');
  const { search, change } = useAddress();
  const eventLabel = useEventLabel();
  const [paused, setPaused] = useState(false);
  const filter = {
    query: search.get('query') ?? '',
    status: search.get('status') ?? '',
    type: search.get('type') ?? '',
    source: search.get('source') ?? '',
    name: search.get('name') ?? '',
  };
  const { events, held, missed, perSecond, connection, clear } = useLiveEvents(paused, filter);
  const filtered = Object.values(filter).some(Boolean);
  const shown = filtered ? events.filter((event) => matchesFilter(event, filter, eventLabel(event.event, event.type))) : events;
  const openId = search.get('event');

  return (
    <Page
      title={t('title')}
      count={<Pulse connection={connection} paused={paused} perSecond={perSecond} />}
      purpose={t('titlePurpose')}
      actions={
        <>
          <Button icon={<ClearOutlined />} disabled={events.length === 0} onClick={clear}>
            {t('clear')}
          </Button>
          <Button type="primary" icon={paused ? <CaretRightOutlined /> : <PauseOutlined />} onClick={() => setPaused(!paused)}>
            {paused ? t(held > 0 ? 'resume' : 'resumeNone', { count: held }) : t('pause')}
          </Button>
        </>
      }
    >
      <LiveFilterBar filter={filter} seen={events} onChange={change} />
      {((filtered && events.length > 0) || missed > 0) && (
        <p className="live-counts muted figures">
          {filtered && events.length > 0 && <span>{t('shownOf', { shown: shown.length, all: events.length })}</span>}
          {missed > 0 && <span>{t('missed', { count: missed })}</span>}
        </p>
      )}
      <LiveList events={shown} filtered={filtered} connection={connection} onOpen={(event) => change({ event: event.message_id })} />
      <LiveDrawer
        event={events.find((event) => event.message_id === openId)}
        onClose={() => change({ event: null })}
        onOnly={(name) => change({ name, event: null })}
      />
    </Page>
  );
}

function Pulse({ connection, paused, perSecond }: { connection: Connection; paused: boolean; perSecond: number }) {
  const { t } = useTranslation('live');
  const format = useFormat();
  if (connection === 'connecting') return <Tone tone="idle">{t('connecting')}</Tone>;
  if (connection === 'broken') return <Tone tone="bad">{t('broken')}</Tone>;
  if (paused) return <Tone tone="warn">{t('paused')}</Tone>;
  return (
    <Tone tone="good">
      <span className="live-dot" />
      {t('perSecond', { rate: format.number(perSecond) })}
    </Tone>
  );
}
