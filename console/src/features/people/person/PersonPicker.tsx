import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonSummary } from '@/api/types';
import { Face } from '@/page/Face';
import { peopleQuery } from '../peopleQueries';

interface PersonPickerProps {
  value: string | undefined;
  /** Persons that are not offered. */
  without: readonly string[];
  onChange: (person: PersonSummary | undefined) => void;
}

const pauseMs = 250;

/** Another person, found by name, phone or any id. */
export function PersonPicker({ value, without, onChange }: PersonPickerProps) {
  const { t } = useTranslation('people');
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), pauseMs);
    return () => clearTimeout(timer);
  }, [typed]);
  const found = useQuery({ ...peopleQuery({ query: asked, limit: 10 }), enabled: asked !== '' });
  const people = (found.data?.items ?? []).filter((person) => !without.includes(person.id));
  return (
    <Select
      autoFocus
      className="person-picker"
      aria-label={t('merge.search')}
      placeholder={t('merge.search')}
      allowClear
      value={value}
      loading={found.isFetching}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      notFoundContent={asked ? (found.isFetching ? t('merge.searching') : t('noneFoundTitle')) : t('merge.searchHint')}
      onChange={(id: string | undefined) => onChange(people.find((person) => person.id === id))}
      optionLabelProp="title"
      options={people.map((person) => ({
        value: person.id,
        title: person.name || t('unnamed'),
        label: (
          <span className="person-option">
            <Face id={person.id} name={person.name} size={24} />
            <span className="ellipsis">{person.name || t('unnamed')}</span>
            <span className="muted figures ellipsis">{person.phone_masked ?? person.email_masked ?? person.id}</span>
          </span>
        ),
      }))}
    />
  );
}
