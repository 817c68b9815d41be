import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Template } from '../types';
import { templatesQuery } from './templateQueries';

interface TemplateChoiceProps {
  value: string | null;
  /** The chosen one, which may be far down the list. */
  current: Template | undefined;
  /** Kind of the account; the sandbox plays every kind. */
  kind: string;
  onChange: (templateId: string) => void;
}

/** A template that this account can send, found by name. */
export function TemplateChoice({ value, current, kind, onChange }: TemplateChoiceProps) {
  const { t } = useTranslation('reach');
  const [words, setWords] = useState('');
  const found = useQuery(templatesQuery({ search: words || undefined, kind: kind === 'sandbox' ? undefined : kind, limit: 50 }));
  const choices = found.data?.items ?? [];
  const all = current && !words && choices.every((each) => each.id !== current.id) ? [current, ...choices] : choices;
  return (
    <Select
      className="template-choice"
      aria-label={t('what.template')}
      showSearch={{ filterOption: false, onSearch: setWords }}
      placeholder={t('what.templateHint')}
      loading={found.isFetching}
      // A code says nothing to anybody; until the name is there, nothing is shown.
      value={all.find((each) => each.id === value)?.id}
      notFoundContent={found.isFetching ? t('searching') : t('what.noTemplate')}
      options={all.map((template) => ({ value: template.id, label: template.name, text: template.subject || template.text }))}
      optionRender={({ data }) => (
        <span className="compose-option">
          <span className="ellipsis">{data.label}</span>
          <span className="muted ellipsis compose-option-text">{data.text}</span>
        </span>
      )}
      onChange={(templateId) => {
        setWords('');
        onChange(templateId);
      }}
    />
  );
}
