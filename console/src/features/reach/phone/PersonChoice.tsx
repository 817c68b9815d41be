import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { plainValue } from '@/format/value';
import { peopleChoicesQuery, personNameQuery } from '../choiceQueries';

interface PersonChoiceProps {
  value: string | null;
  onChange: (personId: string) => void;
}

/** Somebody real, found by name, phone or any id. */
export function PersonChoice({ value, onChange }: PersonChoiceProps) {
  const { t } = useTranslation('reach');
  const [words, setWords] = useState('');
  const found = useQuery(peopleChoicesQuery(words));
  const chosen = useQuery({ ...personNameQuery(value), retry: false }).data;
  const choices = found.data?.items ?? [];
  const all = chosen && !words && choices.every((each) => each.id !== chosen.id) ? [chosen, ...choices] : choices;
  return (
    <Select
      className="preview-person"
      aria-label={t('preview.person')}
      placeholder={t('preview.person')}
      showSearch={{ filterOption: false, onSearch: setWords }}
      loading={found.isFetching}
      value={all.find((each) => each.id === value)?.id}
      notFoundContent={found.isFetching ? t('searching') : t('preview.noPerson')}
      options={all.map((person) => ({ value: person.id, label: person.name || person.id, contact: plainValue(person.phone_masked ?? person.email_masked) }))}
      optionRender={({ data }) => (
        <span className="compose-option">
          <span className="ellipsis">{data.label}</span>
          <span className="muted figures">{data.contact}</span>
        </span>
      )}
      popupMatchSelectWidth={280}
      onChange={(personId) => {
        setWords('');
        onChange(personId);
      }}
    />
  );
}
