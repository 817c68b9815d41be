import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { segmentChoicesQuery, segmentQuery } from '../choiceQueries';
import type { Segment } from '../types';

interface SegmentChoiceProps {
  id: string;
  value: string | null;
  onChoose: (segment: Segment) => void;
}

/** A segment, found by name, with how many are in it. */
export function SegmentChoice({ id, value, onChoose }: SegmentChoiceProps) {
  const { t } = useTranslation('reach');
  const format = useFormat();
  const [words, setWords] = useState('');
  const found = useQuery(segmentChoicesQuery(words));
  const chosen = useQuery(segmentQuery(value)).data;
  const choices = found.data?.items ?? [];
  const all = chosen && !words && choices.every((each) => each.id !== chosen.id) ? [chosen, ...choices] : choices;
  return (
    <Select
      id={id}
      className="reach-wide"
      showSearch={{ filterOption: false, onSearch: setWords }}
      placeholder={t('who.segmentHint')}
      loading={found.isFetching}
      value={all.find((each) => each.id === value)?.id}
      notFoundContent={found.isFetching ? t('searching') : t('who.noSegment')}
      options={all.map((segment) => ({ value: segment.id, label: segment.name, size: segment.size }))}
      optionRender={({ data }) => (
        <span className="compose-option">
          <span className="ellipsis">{data.label}</span>
          <span className="muted figures">{data.size === null ? t('who.computing') : t('peopleCount', { count: data.size, shown: format.number(data.size) })}</span>
        </span>
      )}
      onChange={(segmentId) => {
        setWords('');
        const segment = all.find((each) => each.id === segmentId);
        if (segment) onChoose(segment);
      }}
    />
  );
}
