import { ClearOutlined, PauseOutlined, CaretRightOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { Page } from '@/page/Page';
import { Tone } from '@/page/Tone';
import { useAddress } from '@/page/useAddress';
import { useEventLabel } from '@/page/useEventLabel';
import { LiveDrawer } from './LiveDrawer';
import { LiveList } from './LiveList';
import { matchesFilter } from './liveEvent';
import { useLiveEvents, type Connection } from './useLiveEvents';

const eventTypes = ['track', 'page', 'screen', 'identify', 'group', 'alias'];

export default function LivePage() {
  const { t } = useTranslation('live');
  const { search, change } = useAddress();
  const eventLabel = useEventLabel();
  const [paused, setPaused] = useState(false);
  const { events, held, missed, perSecond, connection, clear } = useLiveEvents(paused);

  const filter = { query: search.get('query') ?? '', status: search.get('status') ?? '', type: search.get('type') ?? '' };
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
            {paused ? t('resume', { count: held }) : t('pause')}
          </Button>
        </>
      }
    >
      <div className="filter-bar">
        <Input
          className="live-search"
          prefix={<SearchOutlined />}
          placeholder={t('searchHint')}
          aria-label={t('searchHint')}
          allowClear
          value={filter.query}
          onChange={(input) => change({ query: input.target.value }, { replace: true })}
        />
        <Select
          aria-label={t('columns.status')}
          value={filter.status}
          onChange={(status) => change({ status })}
          options={['', 'accepted', 'quarantined'].map((value) => ({ value, label: t(`statuses.${value || 'all'}`) }))}
        />
        <Select
          aria-label={t('columns.type')}
          value={filter.type}
          onChange={(type) => change({ type })}
          options={[{ value: '', label: t('anyType') }, ...eventTypes.map((value) => ({ value, label: value }))]}
        />
        {filtered && <span className="muted figures">{t('shownOf', { shown: shown.length, all: events.length })}</span>}
        {missed > 0 && <span className="muted figures">{t('missed', { count: missed })}</span>}
      </div>
      <LiveList events={shown} filtered={filtered} connection={connection} onOpen={(event) => change({ event: event.message_id })} />
      <LiveDrawer event={events.find((event) => event.message_id === openId)} onClose={() => change({ event: null })} />
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
