import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, AutoComplete, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '@/api/types';
import { useMay } from '@/app/session';
import { useNamed } from '@/page/useNamed';
import { useProblemText } from '@/page/useProblemText';
import { tagCatalogueQuery } from '../tags/tagQueries';
import { useAddTag, useRemoveTag } from './personQueries';
import { tagColor } from '../tags/TagChips';
import { offeredTags, tagNamed } from '../tags/tags';

/** A person's tags, edited where they stand. */
export function PersonTags({ person }: { person: Person }) {
  const { t } = useTranslation('people');
  const { message } = App.useApp();
  const named = useNamed();
  const problemText = useProblemText();
  const remove = useRemoveTag(person.id);
  const mayEdit = useMay('people.manage');

  const onError = (error: Error) => void message.error(problemText(error).sentence);
  return (
    <div className="tag-chips tag-chips-wrap">
      {person.tags.map((tag) => (
        <span key={tag.id} className="tag-chip" style={tagColor(tag)} title={named('people:tagGroups', tag.group)}>
          <span className="ellipsis">{tag.name}</span>
          {mayEdit && (
            <button
              type="button"
              className="tag-remove"
              aria-label={t('removeTag', { name: tag.name })}
              disabled={remove.isPending}
              onClick={() => remove.mutate(tag.id, { onError })}
            >
              <CloseOutlined />
            </button>
          )}
        </span>
      ))}
      {mayEdit && <AddTag person={person} onError={onError} />}
    </div>
  );
}

function AddTag({ person, onError }: { person: Person; onError: (error: Error) => void }) {
  const { t } = useTranslation('people');
  const named = useNamed();
  const add = useAddTag(person.id);
  const [text, setText] = useState<string | null>(null);
  const catalogue = useQuery({ ...tagCatalogueQuery, enabled: text !== null }).data ?? [];

  const submit = (typed: string) => {
    setText(null);
    const tag = tagNamed(typed, catalogue, person.tags);
    if (tag) add.mutate(tag, { onError });
  };

  if (text === null) {
    return (
      <Button type="dashed" size="small" icon={<PlusOutlined />} loading={add.isPending} onClick={() => setText('')}>
        {t('addTag')}
      </Button>
    );
  }
  return (
    <AutoComplete
      autoFocus
      defaultOpen
      size="small"
      className="tag-input"
      aria-label={t('addTag')}
      placeholder={t('tagHint')}
      popupMatchSelectWidth={240}
      value={text}
      options={offeredTags(text, catalogue, person.tags).map((tag) => ({ value: tag.name, label: `${tag.name} · ${named('people:tagGroups', tag.group)}` }))}
      onChange={(typed: string) => setText(typed)}
      onSelect={submit}
      onBlur={() => submit(text)}
      onInputKeyDown={(key) => {
        if (key.key === 'Enter') submit(text);
        if (key.key === 'Escape') setText(null);
      }}
    />
  );
}
