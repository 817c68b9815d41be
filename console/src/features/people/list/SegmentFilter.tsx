import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { segmentNameQuery, segmentNamesQuery } from '../peopleQueries';

interface SegmentFilterProps {
  value: string | undefined;
  onChange: (segment: string | undefined) => void;
}

/** Only members of a segment, found by its name. */
export function SegmentFilter({ value, onChange }: SegmentFilterProps) {
  const { t } = useTranslation('people');
  const format = useFormat();
  const [typed, setTyped] = useState('');
  const found = useQuery(segmentNamesQuery(typed));
  const chosen = useQuery({ ...segmentNameQuery(value ?? ''), enabled: value !== undefined }).data;
  const segments = (found.data?.items ?? []).filter((segment) => segment.id !== chosen?.id);
  const offered = chosen ? [chosen, ...segments] : segments;
  return (
    <Select
      className="people-segment"
      aria-label={t('inSegment')}
      placeholder={t('anySegment')}
      allowClear
      value={value}
      loading={found.isFetching}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      onChange={(segment: string | undefined) => onChange(segment)}
      popupMatchSelectWidth={280}
      options={offered.map((segment) => ({
        value: segment.id,
        label: segment.size == null ? segment.name : t('segmentWithSize', { name: segment.name, size: format.short(segment.size) }),
      }))}
    />
  );
}
