import { SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useNamed } from '@/page/useNamed';
import { personStates } from '../PersonState';
import { tagCatalogueQuery } from '../tags/tagQueries';
import { isFiltered, noFilter, personKinds, type ListSearch } from './listSearch';
import { SegmentFilter } from './SegmentFilter';

interface PeopleFiltersProps {
  search: ListSearch;
  onChange: (changes: Record<string, string | null>) => void;
}

/** What the list is narrowed to; a segment stands for itself. */
export function PeopleFilters({ search, onChange }: PeopleFiltersProps) {
  const { t } = useTranslation('people');
  const named = useNamed();
  const maySegments = useMay('audiences.read');
  const tags = useQuery(tagCatalogueQuery).data ?? [];
  const alone = Boolean(search.segment);
  return (
    <>
      <SearchBox value={search.query} disabled={alone} onSearch={(query) => onChange({ query })} />
      <Select
        className="people-state"
        aria-label={t('columns.state')}
        disabled={alone}
        value={search.state ?? ''}
        onChange={(state) => onChange({ state })}
        options={[{ value: '', label: t('anyState') }, ...personStates.map((value) => ({ value, label: t(`states.${value}`) }))]}
      />
      <Select
        className="people-state"
        aria-label={t('columns.kind')}
        disabled={alone}
        value={search.kind ?? ''}
        onChange={(kind) => onChange({ kind })}
        options={[{ value: '', label: t('anyKind') }, ...personKinds.map((value) => ({ value, label: t(`personKinds.${value}`) }))]}
      />
      <Select
        className="people-tags"
        mode="multiple"
        maxCount={10}
        maxTagCount={1}
        aria-label={t('columns.tags')}
        placeholder={t('anyTag')}
        disabled={alone}
        value={search.tags}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={(chosen: string[]) => onChange({ tag: chosen.join() })}
        options={tags.map((tag) => ({ value: tag.id, label: tag.name, title: named('people:tagGroups', tag.group) }))}
        popupMatchSelectWidth={240}
      />
      {maySegments && <SegmentFilter value={search.segment} onChange={(segment) => onChange({ ...noFilter, segment: segment ?? null })} />}
      {isFiltered(search) && (
        <Button type="link" onClick={() => onChange(noFilter)}>
          {t('clearFilter')}
        </Button>
      )}
    </>
  );
}

const pauseMs = 400;

/** Searches once the typing pauses, or at once on Enter; what an input method is still composing waits. */
function SearchBox({ value, disabled, onSearch }: { value: string; disabled: boolean; onSearch: (value: string) => void }) {
  const { t } = useTranslation('people');
  const [text, setText] = useState(value);
  const [before, setBefore] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  if (value !== before) {
    // The address was changed from elsewhere, by a link or "clear filters".
    setBefore(value);
    if (value !== text.trim()) setText(value);
  }
  useEffect(() => () => clearTimeout(timer.current), []);

  const searchFor = (typed: string, afterMs: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => typed.trim() !== value && onSearch(typed.trim()), afterMs);
  };
  return (
    <Input
      className="people-search"
      prefix={<SearchOutlined />}
      placeholder={t('searchHint')}
      aria-label={t('searchHint')}
      allowClear
      disabled={disabled}
      value={text}
      onChange={(input) => {
        setText(input.target.value);
        if (!(input.nativeEvent as InputEvent).isComposing) searchFor(input.target.value, pauseMs);
      }}
      onCompositionEnd={(input) => searchFor(input.currentTarget.value, pauseMs)}
      onPressEnter={(key) => !key.nativeEvent.isComposing && searchFor(key.currentTarget.value, 0)}
    />
  );
}
