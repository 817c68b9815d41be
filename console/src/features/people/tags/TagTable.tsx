import { DeleteOutlined, EditOutlined } from '@ant-design/icons';
import { Button, Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '@/format/useFormat';
import { Figure } from '@/page/Figure';
import { RowTable } from '@/page/RowTable';
import { Time } from '@/page/Time';
import { useConfirm } from '@/page/useConfirm';
import { useNamed } from '@/page/useNamed';
import { useNarrow } from '@/page/useNarrow';
import type { CatalogueTag } from '../peopleTypes';
import { tagColor } from './TagChips';
import { useDeleteTag } from './tagQueries';

interface TagTableProps {
  tags: CatalogueTag[];
  mayEdit: boolean;
  onEdit: (tagId: string) => void;
}

export function TagTable({ tags, mayEdit, onEdit }: TagTableProps) {
  const { t } = useTranslation('people');
  const format = useFormat();
  const named = useNamed();
  const confirm = useConfirm();
  const remove = useDeleteTag();
  const narrow = useNarrow();
  const ask = (tag: CatalogueTag) =>
    confirm({
      title: t('tagsPage.deleteTitle', { name: tag.name, people: format.number(tag.count) }),
      content: t('tagsPage.deleteText'),
      word: tag.count > 0 ? tag.name : undefined,
      okText: t('tagsPage.delete'),
      run: () => remove.mutateAsync(tag.id),
    });
  const columns: TableColumnsType<CatalogueTag> = [
    {
      title: t('columns.tags'),
      key: 'name',
      render: (_, tag) => (
        <span className="tag-chip" style={tagColor(tag)}>
          <span className="ellipsis">{tag.name}</span>
        </span>
      ),
    },
    { title: t('tagsPage.group'), key: 'group', render: (_, tag) => named('people:tagGroups', tag.group) },
    {
      title: t('tagsPage.people'),
      key: 'count',
      align: 'right',
      width: 110,
      sorter: (one, other) => one.count - other.count,
      render: (_, tag) => (
        <Link to={`/people?tag=${tag.id}`}>
          <Figure value={tag.count} definition={t('tagsPage.seePeople')} />
        </Link>
      ),
    },
    {
      title: t('tagsPage.expiry'),
      key: 'expiry',
      width: 200,
      render: (_, tag) =>
        tag.expiring > 0 ? (
          <span className="figures">
            {t('tagsPage.expiring', { count: tag.expiring })} · <Time value={tag.next_expiry_at} />
          </span>
        ) : (
          <span className="muted">{t('tagsPage.forGood')}</span>
        ),
    },
    { title: t('tagsPage.created'), key: 'created', width: 120, render: (_, tag) => <Time value={tag.created_at} /> },
    ...(mayEdit
      ? [
          {
            key: 'acts',
            width: 88,
            render: (_: unknown, tag: CatalogueTag) => (
              <span className="tag-acts">
                <Button size="small" type="text" icon={<EditOutlined />} aria-label={t('tagsPage.edit', { name: tag.name })} onClick={() => onEdit(tag.id)} />
                <Button
                  size="small"
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('tagsPage.deleteTag', { name: tag.name })}
                  onClick={() => ask(tag)}
                />
              </span>
            ),
          },
        ]
      : []),
  ];
  if (narrow && tags.length > 0) return <RowTable columns={columns} rows={tags} idOf={(tag) => tag.id} width={640} />;
  return (
    <Table
      size="medium"
      rowKey="id"
      dataSource={tags}
      pagination={tags.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
      scroll={{ x: 640 }}
      locale={{ emptyText: t('tagsPage.noneFound') }}
      columns={columns}
    />
  );
}
