import { CopyOutlined, DeleteOutlined, GroupOutlined, MoreOutlined, SwapOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Dropdown, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { wordsQuery } from '../wordQueries';
import { AddCondition } from './AddCondition';
import { useBuilder } from './builderContext';
import { Complaints } from './Complaints';
import { addPart, changePart, duplicatePart, group, question, setJoin, type Group, type Part } from './form';
import { blankLeaf } from './leaves';
import { LeafEditor } from './LeafEditor';
import { isUnfinished } from './missing';

/** Conditions joined by "and" or by "or"; groups stand within groups. */
export function GroupEditor({ group: shown, depth = 0 }: { group: Group; depth?: number }) {
  const { t } = useTranslation('audiences');
  const { form, change, strict } = useBuilder();
  const favourite = useQuery(wordsQuery).data?.events[0]?.name ?? '';
  const add = (part: Part) => change(addPart(form, shown.id, part));
  return (
    <div className={depth ? 'builder-group' : 'builder-root'} role="group" aria-label={t(`builder.${shown.join}`)}>
      <div className="builder-group-head">
        <span className="muted">{shown.not ? t('builder.not') : t('builder.peopleWho')}</span>
        <Segmented<Group['join']>
          size="small"
          value={shown.join}
          options={[
            { value: 'all', label: t('builder.all') },
            { value: 'any', label: t('builder.any') },
          ]}
          onChange={(join) => change(setJoin(form, shown.id, join))}
        />
        {depth > 0 && <PartActions part={shown} />}
      </div>
      <ul className="builder-parts">
        {shown.parts.map((part, place) => (
          <li key={part.id} className="builder-part">
            <span className="builder-joint muted" aria-hidden={place === 0}>
              {place > 0 && t(shown.join === 'all' ? 'builder.and' : 'builder.or')}
            </span>
            <div className="builder-part-body">{part.type === 'group' ? <GroupEditor group={part} depth={depth + 1} /> : <QuestionRow part={part} />}</div>
          </li>
        ))}
      </ul>
      {shown.parts.length === 0 && strict && <p className="builder-complaint">{t('builder.emptyGroup')}</p>}
      <Complaints part={shown} />
      <AddCondition
        onAdd={(kind) => add(question(blankLeaf(kind, favourite)))}
        onAddGroup={depth < 8 ? () => add(group(shown.join === 'all' ? 'any' : 'all', [question(blankLeaf('did', favourite))])) : undefined}
      />
    </div>
  );
}

function QuestionRow({ part }: { part: Extract<Part, { type: 'question' }> }) {
  const { t } = useTranslation('audiences');
  const { form, change, strict } = useBuilder();
  return (
    <div className={part.not ? 'builder-question builder-question-not' : 'builder-question'}>
      <div className="builder-question-line">
        <div className="builder-words">
          {part.not && (
            <button type="button" className="builder-not" title={t('builder.notLong')} onClick={() => change(changePart(form, part.id, (found) => ({ ...found, not: false })))}>
              {t('builder.not')}
            </button>
          )}
          <LeafEditor leaf={part.leaf} onChange={(leaf) => change(changePart(form, part.id, (found) => ({ ...found, leaf }) as Part))} />
        </div>
        <PartActions part={part} />
      </div>
      {strict && isUnfinished(part.leaf) && <p className="builder-complaint">{t('builder.unfinishedOne')}</p>}
      <Complaints part={part} />
    </div>
  );
}

function PartActions({ part }: { part: Part }) {
  const { t } = useTranslation('audiences');
  const { form, change } = useBuilder();
  const remove = () => change(changePart(form, part.id, () => null));
  const acts: Record<string, () => void> = {
    not: () => change(changePart(form, part.id, (found) => ({ ...found, not: !found.not }))),
    duplicate: () => change(duplicatePart(form, part.id)),
    wrap: () => change(changePart(form, part.id, (found) => group('any', [found]))),
  };
  return (
    <span className="builder-actions">
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'not', icon: <SwapOutlined />, label: t('builder.notLong') },
            { key: 'duplicate', icon: <CopyOutlined />, label: t('builder.duplicate') },
            { key: 'wrap', icon: <GroupOutlined />, label: t('builder.wrap') },
          ],
          onClick: ({ key }) => acts[key]?.(),
        }}
      >
        <Button type="text" size="small" icon={<MoreOutlined />} aria-label={t('builder.actions')} />
      </Dropdown>
      <Button
        type="text"
        size="small"
        icon={<DeleteOutlined />}
        aria-label={t(part.type === 'group' ? 'builder.removeGroup' : 'builder.remove')}
        title={t(part.type === 'group' ? 'builder.removeGroup' : 'builder.remove')}
        onClick={remove}
      />
    </span>
  );
}
