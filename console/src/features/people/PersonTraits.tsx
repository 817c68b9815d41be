import { IdcardOutlined } from '@ant-design/icons';
import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Trait } from '@/api/types';
import { plainValue } from '@/format/value';
import { EmptyState } from '@/page/EmptyState';
import { Time } from '@/page/Time';
import { useNamed } from '@/page/useNamed';
import { useSourceName } from '@/page/useSourceName';

/** What each source says of the person; the value that counts is the first, the others unfold below it. */
export function PersonTraits({ traits }: { traits: readonly Trait[] }) {
  const { t } = useTranslation('people');
  const named = useNamed();
  const sourceName = useSourceName();
  if (traits.length === 0) return <EmptyState icon={<IdcardOutlined />} title={t('noTraitsTitle')} text={t('noTraitsText')} />;
  return (
    <Table
      size="small"
      rowKey="name"
      dataSource={[...traits]}
      pagination={false}
      scroll={{ x: 520 }}
      columns={[
        { title: t('trait.name'), key: 'name', render: (_, trait) => named('people:traitNames', trait.name) },
        { title: t('trait.value'), key: 'value', render: (_, trait) => <strong>{plainValue(trait.value)}</strong> },
        { title: t('trait.source'), key: 'source', render: (_, trait) => sourceName(trait.source) },
        { title: t('trait.setAt'), key: 'setAt', render: (_, trait) => <Time value={trait.set_at} /> },
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
  );
}
