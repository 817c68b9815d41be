import { LoadingOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Sparkline } from '@/chart';
import { useFormat } from '@/format/useFormat';
import { Time } from '@/page/Time';
import { activityQuery, type Source } from './sourcesQueries';

/** Whether events come; until the first one does, it is waited for. */
export function Arrivals({ source }: { source: Source }) {
  const { t } = useTranslation('sources');
  const format = useFormat();
  const waits = source.active && source.kind !== 'file';
  const activity = useQuery(activityQuery(waits ? source.id : null)).data?.find((each) => each.source_id === source.id);
  if (!activity) return null;
  const live = (
    <Link to={`/live?source=${source.id}`}>
      <Button size="small" tabIndex={-1}>
        {t('watchLive')}
      </Button>
    </Link>
  );
  if (!activity.last_received_at) {
    return (
      <section className="sources-arrivals" aria-live="polite">
        {waits && <LoadingOutlined aria-hidden />}
        <span>{t(waits ? 'waitingFirst' : 'silent')}</span>
        {waits && live}
      </section>
    );
  }
  return (
    <section className="sources-arrivals" aria-live="polite">
      <Sparkline values={activity.events_by_day} label={t('trend', { counts: activity.events_by_day.map(format.number).join(', ') })} width={140} height={32} />
      <span>
        <strong className="figures">{t('events30', { count: activity.events_30_days, shown: format.number(activity.events_30_days) })}</strong>
        <span className="muted">
          {t('lastAt')} <Time value={activity.last_received_at} />
        </span>
      </span>
      {live}
      {activity.waiting > 0 && (
        <Link to="/quarantine">
          <Button size="small" tabIndex={-1}>
            {t('waiting', { count: activity.waiting, shown: format.number(activity.waiting) })}
          </Button>
        </Link>
      )}
    </section>
  );
}
