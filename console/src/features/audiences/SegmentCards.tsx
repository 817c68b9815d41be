import { useTranslation } from 'react-i18next';
import { Figure } from '@/page/Figure';
import { CardLine, LinkCards } from '@/page/LinkCards';
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
    <LinkCards rows={segments} pathOf={(segment) => `/segments/${segment.id}`}>
      {(segment) => (
        <>
          <CardLine>
            <strong className="ellipsis">{segment.name}</strong>
            <SegmentState segment={segment} />
          </CardLine>
          <span className="muted segment-card-text">{segment.description || describe(segment.definition.where, speech)}</span>
          <CardLine>
            <span className="segment-size">
              {segment.size === null ? t('notCounted') : <Figure value={segment.size} />} {segment.size !== null && t('people', { count: segment.size })}
            </span>
            <SegmentTrend segment={segment} trend={trends.find((trend) => trend.segment === segment.id)} />
          </CardLine>
        </>
      )}
    </LinkCards>
  );
}
