import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Figure } from '@/page/Figure';
import { ListTable } from '@/page/ListTable';
import { Time } from '@/page/Time';
import type { Segment, Trend } from './audienceTypes';
import { describe } from './describe';
import { SegmentState } from './SegmentState';
import { SegmentTrend } from './SegmentTrend';
import { useSpeech } from './useSpeech';

export interface SegmentsShown {
  segments: Segment[];
  trends: Trend[];
  chosen: string[];
  onChoose: (segmentIds: string[]) => void;
}

const comparedMax = 6;

export function SegmentsTable({ segments, trends, chosen, onChoose }: SegmentsShown) {
  const { t } = useTranslation('audiences');
  const speech = useSpeech();
  const trendOf = (segment: Segment) => trends.find((trend) => trend.segment === segment.id);
  const columns: TableColumnsType<Segment> = [
    {
      title: t('columns.name'),
      key: 'name',
      render: (_, segment) => (
        <div className="segment-name">
          <Link to={`/segments/${segment.id}`} className="ellipsis">
            {segment.name}
          </Link>
          <span className="muted ellipsis">{segment.description || describe(segment.definition.where, speech)}</span>
        </div>
      ),
    },
    {
      title: t('columns.size'),
      key: 'size',
      width: 110,
      align: 'right',
      render: (_, segment) =>
        segment.size === null ? (
          <span className="muted">{t('notCounted')}</span>
        ) : (
          <Link to={`/segments/${segment.id}?tab=people`} className="segment-size">
            <Figure value={segment.size} />
          </Link>
        ),
    },
    { title: t('columns.trend'), key: 'trend', width: 170, render: (_, segment) => <SegmentTrend segment={segment} trend={trendOf(segment)} /> },
    { title: t('columns.state'), key: 'state', width: 110, render: (_, segment) => <SegmentState segment={segment} /> },
    { title: t('columns.computed'), key: 'computed', width: 130, render: (_, segment) => <Time value={segment.evaluated_at ?? segment.computed_at} /> },
    {
      title: t('columns.usedBy'),
      key: 'usedBy',
      width: 100,
      render: (_, segment) => {
        const count = trendOf(segment)?.used_by;
        if (count === undefined) return null;
        return count === 0 ? <span className="muted">{t('notUsed')}</span> : <Link to={`/segments/${segment.id}`}>{t('usedBy', { count })}</Link>;
      },
    },
  ];
  return (
    <ListTable
      rows={segments}
      columns={columns}
      widthMin={900}
      rowSelection={{
        selectedRowKeys: chosen,
        hideSelectAll: true,
        onChange: (keys) => onChoose(keys.map(String).slice(0, comparedMax)),
        getCheckboxProps: (segment) => ({ disabled: segment.size === null, 'aria-label': t('chooseForCompare', { name: segment.name }) }),
      }}
    />
  );
}
