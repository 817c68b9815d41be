import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { useConfirm } from '@/page/useConfirm';
import { useNamed } from '@/page/useNamed';
import { useProblemText } from '@/page/useProblemText';
import type { CatalogueTag, TagGroup } from '../peopleTypes';
import { groupCounts, type GroupCount } from './catalogue';
import { useCreateTagGroup, useDeleteTagGroup, useRenameTagGroup } from './tagQueries';

interface TagGroupsProps {
  groups: readonly TagGroup[];
  tags: readonly CatalogueTag[];
  chosen: string | null;
  mayEdit: boolean;
  onChoose: (group: string | null) => void;
}

/** Drawers of tags, to look into one, and to make, name and take away. */
export function TagGroups({ groups, tags, chosen, mayEdit, onChoose }: TagGroupsProps) {
  const { t } = useTranslation('people');
  const { message } = App.useApp();
  const format = useFormat();
  const named = useNamed();
  const problemText = useProblemText();
  const create = useCreateTagGroup();
  const rename = useRenameTagGroup();
  const [edited, setEdited] = useState<string | null>(null);
  const onError = (error: Error) => void message.error(problemText(error).sentence);
  const done = { onError, onSuccess: () => setEdited(null) };

  return (
    <nav className="panel tag-groups" aria-label={t('tagsPage.groups')}>
      <ul>
        <li>
          <button type="button" className="plain-button" aria-pressed={!chosen} onClick={() => onChoose(null)}>
            {t('tagsPage.allGroups')}
            <span className="muted figures">{format.number(tags.length)}</span>
          </button>
        </li>
        {groupCounts(groups, tags).map((group) =>
          edited === group.id ? (
            <li key={group.id}>
              <NameField initial={group.name} onCancel={() => setEdited(null)} onSave={(name) => rename.mutate({ groupId: group.id, name }, done)} />
            </li>
          ) : (
            <li key={group.id}>
              <button type="button" className="plain-button" aria-pressed={chosen === group.id} onClick={() => onChoose(group.id)}>
                <span className="ellipsis">{named('people:tagGroups', group.name)}</span>
                <span className="muted figures">{format.number(group.tags)}</span>
              </button>
              {mayEdit && chosen === group.id && <GroupActs group={group} onEdit={() => setEdited(group.id)} onGone={() => onChoose(null)} />}
            </li>
          ),
        )}
      </ul>
      {mayEdit &&
        (edited === 'new' ? (
          <NameField initial="" onCancel={() => setEdited(null)} onSave={(name) => create.mutate(name, done)} />
        ) : (
          <Button size="small" type="text" icon={<PlusOutlined />} onClick={() => setEdited('new')}>
            {t('tagsPage.addGroup')}
          </Button>
        ))}
    </nav>
  );
}

function GroupActs({ group, onEdit, onGone }: { group: GroupCount; onEdit: () => void; onGone: () => void }) {
  const { t } = useTranslation('people');
  const confirm = useConfirm();
  const remove = useDeleteTagGroup();
  const ask = () =>
    confirm({
      title: t('tagsPage.deleteGroupTitle', { name: group.name }),
      okText: t('tagsPage.delete'),
      run: () => remove.mutateAsync(group.id).then(onGone),
    });
  return (
    <span className="tag-group-acts">
      <Button size="small" type="text" icon={<EditOutlined />} aria-label={t('tagsPage.renameGroup', { name: group.name })} onClick={onEdit} />
      <Button
        size="small"
        type="text"
        icon={<DeleteOutlined />}
        disabled={group.tags > 0}
        title={group.tags > 0 ? t('tagsPage.groupNotEmpty') : undefined}
        aria-label={t('tagsPage.deleteGroup', { name: group.name })}
        onClick={ask}
      />
    </span>
  );
}

function NameField({ initial, onSave, onCancel }: { initial: string; onSave: (name: string) => void; onCancel: () => void }) {
  const { t } = useTranslation('people');
  const [name, setName] = useState(initial);
  const finish = () => (name.trim() && name.trim() !== initial ? onSave(name.trim()) : onCancel());
  return (
    <Input
      autoFocus
      size="small"
      aria-label={t('tagsPage.groupName')}
      placeholder={t('tagsPage.groupName')}
      maxLength={200}
      value={name}
      onChange={(input) => setName(input.target.value)}
      onBlur={finish}
      onKeyDown={(key) => {
        if (key.nativeEvent.isComposing) return;
        if (key.key === 'Enter') finish();
        if (key.key === 'Escape') onCancel();
      }}
    />
  );
}
