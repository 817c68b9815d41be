import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { segmentNamesQuery } from '../peopleQueries';

/** Any segment, to ask why somebody is not in it. */
export function SegmentPicker({ onChoose }: { onChoose: (segment: string) => void }) {
  const { t } = useTranslation('people');
  const [typed, setTyped] = useState('');
  const found = useQuery(segmentNamesQuery(typed));
  return (
    <Select
      className="segment-picker"
      aria-label={t('why.ask')}
      placeholder={t('why.ask')}
      value={null}
      loading={found.isFetching}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      onChange={(segment: string | null) => segment && onChoose(segment)}
      options={(found.data?.items ?? []).map((segment) => ({ value: segment.id, label: segment.name }))}
    />
  );
}
