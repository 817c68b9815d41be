import { EditOutlined, IdcardOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '@/api/types';
import { useMay } from '@/app/session';
import { plainValue } from '@/format/value';
import { EmptyState } from '@/page/EmptyState';
import { Time } from '@/page/Time';
import { useNamed } from '@/page/useNamed';
import { useNarrow } from '@/page/useNarrow';
import { useSourceName } from '@/page/useSourceName';
import { TraitForm } from './TraitForm';

type Trait = Person['traits'][number];

/** What each source says of the person; the value that counts is the first, the others unfold below it. */
export function PersonTraits({ person }: { person: Person }) {
  const { t } = useTranslation('people');
  const mayEdit = useMay('people.manage');
  const narrow = useNarrow();
  const [edited, setEdited] = useState<string | null>(null);
  const { traits } = person;
  const named = useNamed();
  const sourceName = useSourceName();
  const add = mayEdit && (
    <Button size="small" icon={<PlusOutlined />} onClick={() => setEdited('')}>
      {t('trait.add')}
    </Button>
  );
  const form = edited !== null && <TraitForm person={person} name={edited} onClose={() => setEdited(null)} />;
  if (traits.length === 0) {
    return (
      <>
        <EmptyState icon={<IdcardOutlined />} title={t('noTraitsTitle')} text={t('noTraitsText')} actions={add} />
        {form}
      </>
    );
  }
  return (
    <>
      {add && <div className="traits-acts">{add}</div>}
      {form}
      <Table
        size="small"
        rowKey="name"
        dataSource={[...traits]}
        pagination={false}
        scroll={narrow ? undefined : { x: 520 }}
        columns={[
          { title: t('trait.name'), key: 'name', render: (_, trait) => named('people:traitNames', trait.name) },
          {
            title: t('trait.value'),
            key: 'value',
            render: (_, trait) => (
              <span className="trait-value">
                <strong>{plainValue(trait.value)}</strong>
                {narrow && (
                  <span className="muted">
                    {sourceName(trait.source)} · <Time value={trait.set_at} />
                  </span>
                )}
              </span>
            ),
          },
          ...(narrow
            ? []
            : [
                { title: t('trait.source'), key: 'source', render: (_: unknown, trait: Trait) => sourceName(trait.source) },
                { title: t('trait.setAt'), key: 'setAt', render: (_: unknown, trait: Trait) => <Time value={trait.set_at} /> },
              ]),
          ...(mayEdit
            ? [
                {
                  key: 'edit',
                  width: 48,
                  render: (_: unknown, trait: { name: string }) => (
                    <Button
                      size="small"
                      type="text"
                      icon={<EditOutlined />}
                      aria-label={t('trait.edit', { name: named('people:traitNames', trait.name) })}
                      onClick={() => setEdited(trait.name)}
                    />
                  ),
                },
              ]
            : []),
        ]}
        expandable={{
          showExpandColumn: traits.some((trait) => trait.versions.length > 1),
          rowExpandable: (trait) => trait.versions.length > 1,
          expandedRowRender: (trait) => (
            <ul className="trait-versions">
              {trait.versions.map((version) => (
                <li key={`${version.source}/${version.set_at}`}>
                  <span>{plainValue(version.value)}</span>
                  <span className="muted">{sourceName(version.source)}</span>
                  <span className="muted">
                    <Time value={version.set_at} />
                  </span>
                </li>
              ))}
            </ul>
          ),
        }}
      />
    </>
  );
}
