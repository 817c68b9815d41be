import { useTranslation } from 'react-i18next';
import { Sparkline } from '@/chart';
import { useFormat } from '@/format/useFormat';
import { Time } from '@/page/Time';
import { Tone } from '@/page/Tone';
import { useSourceTitle } from '@/page/useSourceName';
import { kindIcons } from './kinds';
import type { Activity, Source } from './sourcesQueries';
import '@/page/rowButton.css';

interface SourceListProps {
  sources: readonly Source[];
  activity: readonly Activity[] | undefined;
  onOpen: (id: string) => void;
}

export function SourceList({ sources, activity, onOpen }: SourceListProps) {
  const { t } = useTranslation('sources');
  const sourceTitle = useSourceTitle();
  return (
    <ul className="row-buttons" aria-label={t('title')}>
      {sources.map((source) => (
        <li key={source.id}>
          <button type="button" className="plain-button row-button sources-row" onClick={() => onOpen(source.id)}>
            <span className="sources-icon" aria-hidden>
              {kindIcons[source.kind]}
            </span>
            <span className="sources-name">
              <strong className="ellipsis">{sourceTitle(source.name)}</strong>
              <span className="muted">{t(`kinds.${source.kind}`)}</span>
            </span>
            <Sent source={source} activity={activity?.find((each) => each.source_id === source.id)} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function Sent({ source, activity }: { source: Source; activity: Activity | undefined }) {
  const { t } = useTranslation('sources');
  const format = useFormat();
  const silent = !activity?.last_received_at;
  return (
    <>
      <span className="sources-trend">
        {activity && !silent && <Sparkline values={activity.events_by_day} label={t('trend', { counts: activity.events_by_day.map(format.number).join(', ') })} />}
      </span>
      <span className="sources-count figures">
        {activity && !silent && t('events30', { count: activity.events_30_days, shown: format.short(activity.events_30_days) })}
      </span>
      <span className="muted sources-last">{activity && (silent ? t('silent') : <Time value={activity.last_received_at} />)}</span>
      <span className="sources-tones">
        {!source.active && <Tone tone="idle">{t('stopped')}</Tone>}
        {activity && activity.waiting > 0 && <Tone tone="warn">{t('waiting', { count: activity.waiting, shown: format.short(activity.waiting) })}</Tone>}
      </span>
    </>
  );
}
