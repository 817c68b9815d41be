import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Figure } from '@/page/Figure';
import { describe } from './describe';
import { SegmentState } from './SegmentState';
import type { SegmentsShown } from './SegmentsTable';
import { SegmentTrend } from './SegmentTrend';
import { useSpeech } from './useSpeech';

/** Segments on a narrow screen. */
export function SegmentCards({ segments, trends }: SegmentsShown) {
  const { t } = useTranslation('audiences');
  const speech = useSpeech();
  return (
    <ul className="segment-cards">
      {segments.map((segment) => (
        <li key={segment.id}>
          <Link to={`/segments/${segment.id}`} className="segment-card">
            <span className="segment-card-head">
              <strong className="ellipsis">{segment.name}</strong>
              <SegmentState segment={segment} />
            </span>
            <span className="muted segment-card-text">{segment.description || describe(segment.definition.where, speech)}</span>
            <span className="segment-card-head">
              <span className="segment-size">
                {segment.size === null ? t('notCounted') : <Figure value={segment.size} />} {segment.size !== null && t('people')}
              </span>
              <SegmentTrend segment={segment} trend={trends.find((trend) => trend.segment === segment.id)} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
