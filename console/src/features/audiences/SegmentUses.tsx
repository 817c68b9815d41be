import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Loaded } from '@/page/Loaded';
import { useNamed } from '@/page/useNamed';
import type { Segment } from './audienceTypes';
import { usesQuery } from './segmentQueries';

const paths: Record<string, string> = { segment: '/segments', campaign: '/campaigns', journey: '/journeys' };

/** What would change if the segment did. */
export function SegmentUses({ segment }: { segment: Segment }) {
  const { t } = useTranslation('audiences');
  const named = useNamed();
  const uses = useQuery(usesQuery(segment.id));
  return (
    <section className="panel segment-block">
      <h2>{t('uses.title')}</h2>
      <Loaded query={uses} rows={2}>
        {(found) =>
          found.length === 0 ? (
            <p className="muted">{t('uses.none')}</p>
          ) : (
            <ul className="uses">
              {found.map((use) => (
                <li key={use.code}>
                  <span className="muted">{named('audiences:uses.kinds', use.kind)}</span>
                  {paths[use.kind] ? <Link to={`${paths[use.kind]}/${use.code}`}>{use.name}</Link> : <span>{use.name}</span>}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}
