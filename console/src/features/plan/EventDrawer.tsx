import { useQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '@/format/useFormat';
import { ErrorState } from '@/page/ErrorState';
import { Facts } from '@/page/Facts';
import { PageSkeleton } from '@/page/PageSkeleton';
import { Time } from '@/page/Time';
import { useEventLabel } from '@/page/useEventLabel';
import { JoinPlan } from './JoinPlan';
import { PlannedForm } from './PlannedForm';
import { plannedByNameQuery, seenByNameQuery, seenPropertiesQuery, type SeenEvent } from './planQueries';
import { SeenProperties } from './SeenProperties';

/** One event: what has come in under its name, and what the plan says of it. */
export function EventDrawer({ event, onClose }: { event: string | null; onClose: () => void }) {
  const label = useEventLabel();
  return (
    <Drawer open={event !== null} onClose={onClose} size={760} title={event && label(event, 'track')}>
      {event && <Detail key={event} event={event} />}
    </Drawer>
  );
}

function Detail({ event }: { event: string }) {
  const planned = useQuery(plannedByNameQuery(event));
  const seen = useQuery(seenByNameQuery(event));
  const properties = useQuery({ ...seenPropertiesQuery(event), enabled: Boolean(seen.data) });
  const error = planned.error ?? seen.error ?? properties.error;
  if (error) return <ErrorState error={error} onRetry={() => void Promise.all([planned.refetch(), seen.refetch(), properties.refetch()])} />;
  if (planned.data === undefined || seen.data === undefined || (seen.data && !properties.data)) return <PageSkeleton rows={8} />;
  const found = properties.data ?? [];
  return (
    <div className="plan-detail">
      <SeenFacts event={event} seen={seen.data} />
      {planned.data ? (
        <PlannedForm key={planned.data.changed_at} planned={planned.data} seen={found} />
      ) : (
        <>
          <JoinPlan event={event} seen={seen.data !== null} />
          {found.length > 0 && <SeenProperties properties={found} />}
        </>
      )}
    </div>
  );
}

function SeenFacts({ event, seen }: { event: string; seen: SeenEvent | null }) {
  const { t } = useTranslation('plan');
  const format = useFormat();
  if (!seen) return <p className="muted">{t('neverSeen')}</p>;
  return (
    <>
      <Facts
        facts={[
          { label: t('sentAs'), value: <span className="code">{event}</span> },
          { label: t('columns.count'), value: format.number(seen.count) },
          { label: t('columns.unfit'), value: format.number(seen.unfit) },
          { label: t('columns.blocked'), value: format.number(seen.blocked) },
          { label: t('firstSeen'), value: <Time value={seen.first_seen_at} /> },
          { label: t('columns.lastSeen'), value: <Time value={seen.last_seen_at} /> },
        ]}
      />
      <div className="plan-acts">
        <Link to={`/live?name=${encodeURIComponent(event)}`}>
          <Button size="small" tabIndex={-1}>
            {t('watchLive')}
          </Button>
        </Link>
        {seen.unfit > 0 && (
          <Link to={`/quarantine?name=${encodeURIComponent(event)}`}>
            <Button size="small" tabIndex={-1}>
              {t('openQuarantine')}
            </Button>
          </Link>
        )}
      </div>
    </>
  );
}
