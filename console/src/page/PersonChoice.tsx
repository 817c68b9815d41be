import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { plainValue } from '@/format/value';
import { peopleChoicesQuery, personNameQuery } from './peopleQueries';
import './personChoice.css';

interface PersonChoiceProps {
  value: string | null;
  /** What the person is chosen for. */
  label: string;
  onChange: (personId: string) => void;
  /** Where nobody may be chosen too. */
  onClear?: () => void;
}

/** Somebody real, found by name, phone or any id. */
export function PersonChoice({ value, label, onChange, onClear }: PersonChoiceProps) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const found = useQuery(peopleChoicesQuery(words));
  const chosen = useQuery({ ...personNameQuery(value), retry: false }).data;
  const choices = found.data?.items ?? [];
  const all = chosen && !words && choices.every((each) => each.id !== chosen.id) ? [chosen, ...choices] : choices;
  return (
    <Select
      className="person-choice"
      allowClear={onClear !== undefined}
      onClear={onClear}
      aria-label={label}
      placeholder={label}
      showSearch={{ filterOption: false, onSearch: setWords }}
      loading={found.isFetching}
      value={all.find((each) => each.id === value)?.id}
      notFoundContent={found.isFetching ? t('personChoice.searching') : t('personChoice.none')}
      options={all.map((person) => ({ value: person.id, label: person.name || person.id, contact: plainValue(person.phone_masked ?? person.email_masked) }))}
      optionRender={({ data }) => (
        <span className="person-option">
          <span className="ellipsis">{data.label}</span>
          <span className="muted figures">{data.contact}</span>
        </span>
      )}
      popupMatchSelectWidth={280}
      onChange={(personId: string | undefined) => {
        setWords('');
        if (personId) onChange(personId);
      }}
    />
  );
}
