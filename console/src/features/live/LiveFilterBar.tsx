import { SearchOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEventLabel } from '@/page/useEventLabel';
import { useSourceName } from '@/page/useSourceName';
import type { LiveEvent, LiveFilter } from './liveEvent';

const eventTypes = ['track', 'page', 'screen', 'identify', 'group', 'alias'];

interface LiveFilterBarProps {
  filter: LiveFilter;
  /** Events so far, for names and sources to choose from. */
  seen: readonly LiveEvent[];
  onChange: (changes: Record<string, string | null>, options?: { replace?: boolean }) => void;
}

export function LiveFilterBar({ filter, seen, onChange }: LiveFilterBarProps) {
  const { t } = useTranslation('live');
  const eventLabel = useEventLabel();
  const sourceName = useSourceName();
  const names = distinct(filter.name, seen.map((event) => event.event));
  const sources = distinct(filter.source, seen.map((event) => event.source));
  return (
    <div className="filter-bar">
      <Input
        className="live-search"
        prefix={<SearchOutlined />}
        placeholder={t('searchHint')}
        aria-label={t('searchHint')}
        allowClear
        value={filter.query}
        onChange={(input) => onChange({ query: input.target.value }, { replace: true })}
      />
      <Select
        className="live-choice"
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('columns.event')}
        value={filter.name}
        onChange={(name) => onChange({ name })}
        popupMatchSelectWidth={220}
        options={[{ value: '', label: t('anyEvent') }, ...names.map((value) => ({ value, label: eventLabel(value, 'track') }))]}
      />
      <Select
        aria-label={t('columns.status')}
        value={filter.status}
        onChange={(status) => onChange({ status })}
        options={['', 'accepted', 'quarantined'].map((value) => ({ value, label: t(`statuses.${value || 'all'}`) }))}
      />
      <Select
        aria-label={t('columns.type')}
        value={filter.type}
        onChange={(type) => onChange({ type })}
        options={[{ value: '', label: t('anyType') }, ...eventTypes.map((value) => ({ value, label: t(`types.${value}`) }))]}
      />
      <Select
        className="live-choice"
        aria-label={t('columns.source')}
        value={filter.source}
        onChange={(source) => onChange({ source })}
        popupMatchSelectWidth={220}
        options={[{ value: '', label: t('anySource') }, ...sources.map((value) => ({ value, label: sourceName(value) }))]}
      />
      {Object.values(filter).some(Boolean) && (
        <Button type="link" onClick={() => onChange({ query: null, name: null, status: null, type: null, source: null })}>
          {t('clearFilter')}
        </Button>
      )}
    </div>
  );
}

function distinct(chosen: string, values: readonly (string | null)[]): string[] {
  const found = values.filter((value): value is string => Boolean(value));
  return [...new Set(chosen ? [chosen, ...found] : found)].sort((one, other) => one.localeCompare(other));
}
