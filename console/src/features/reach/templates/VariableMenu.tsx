import { useQuery } from '@tanstack/react-query';
import { TreeSelect } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useNamed } from '@/page/useNamed';
import { eventChoicesQuery } from '../choiceQueries';
import { vocabularyQuery } from './templateQueries';
import { expressionFor, type PartName } from './words';

const traitsMax = 100;

/** Values of a person that a message may say; choosing one writes it where the caret was. */
export function VariableMenu({ part, onInsert }: { part: PartName; onInsert: (piece: string) => void }) {
  const { t } = useTranslation('reach');
  const named = useNamed();
  const vocabulary = useQuery(vocabularyQuery).data;
  const mayTraits = useMay('audiences.read');
  const traits = useQuery({ ...eventChoicesQuery, enabled: mayTraits }).data?.traits ?? [];
  // A subject or a link cannot hold a link.
  const linkable = part === 'text' || part === 'html';
  const others = (vocabulary?.others ?? []).filter((name) => !name.includes('…') && (linkable || !['link', 'unsubscribe_url'].includes(name)));

  const leaf = (name: string, title: string) => ({ value: name, title, selectable: true });
  const group = (key: string, leaves: ReturnType<typeof leaf>[]) =>
    leaves.length > 0 ? [{ value: `group:${key}`, title: t(`variables.groups.${key}`), selectable: false, children: leaves }] : [];
  const tree = [
    ...group('person', (vocabulary?.person ?? []).map((name) => leaf(`person.${name}`, named('reach:variables.person', name)))),
    ...group('others', others.map((name) => leaf(name, named('reach:variables.others', name.replace('.', '_'))))),
    ...group('attributes', (vocabulary?.attributes ?? []).map((name) => leaf(`attributes.${name}`, named('reach:variables.attributes', name)))),
    ...group('traits', traits.slice(0, traitsMax).map((trait) => leaf(`traits.${trait.name}`, trait.name))),
  ];
  return (
    <TreeSelect
      className="variable-menu"
      aria-label={t('variables.insert')}
      placeholder={t('variables.insertInto', { part: t(`parts.${part}`) })}
      value={null}
      treeData={tree}
      treeDefaultExpandedKeys={['group:person', 'group:others']}
      treeExpandAction="click"
      showSearch={{ treeNodeFilterProp: 'title' }}
      popupMatchSelectWidth={280}
      onChange={(name: string | null) => name && onInsert(expressionFor(name, t('variables.standIn')))}
    />
  );
}
