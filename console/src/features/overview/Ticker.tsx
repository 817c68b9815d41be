import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '@/format/useFormat';
import { Tone } from '@/page/Tone';
import { useEventLabel } from '@/page/useEventLabel';
import { useSourceName } from '@/page/useSourceName';
import { useTicker } from './useTicker';

/** What happens this moment. */
export function Ticker() {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const eventLabel = useEventLabel();
  const sourceName = useSourceName();
  const { events, broken } = useTicker();
  return (
    <section className="panel overview-panel" aria-labelledby="overview-ticker">
      <header className="overview-head">
        <h2 id="overview-ticker" className="overview-title">
          {t('ticker.title')}
        </h2>
        {broken && <Tone tone="warn">{t('ticker.broken')}</Tone>}
        <Link className="overview-end" to="/live">
          {t('ticker.all')}
        </Link>
      </header>
      {events.length === 0 ? (
        <p className="muted">{t('ticker.waiting')}</p>
      ) : (
        <ul className="ticker-list">
          {events.map((event) => (
            <li key={event.id} className="ticker-row">
              <span className="muted figures">{format.clock(new Date(event.at))}</span>
              <span className="ellipsis">
                {event.person ? <Link to={`/people/${event.person}`}>{eventLabel(event.event, event.type)}</Link> : eventLabel(event.event, event.type)}
              </span>
              <span className="muted ellipsis">{sourceName(event.source)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
