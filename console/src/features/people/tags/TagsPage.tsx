import { PlusOutlined, SearchOutlined, TagsOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { EmptyState } from '@/page/EmptyState';
import { Loaded } from '@/page/Loaded';
import { Page } from '@/page/Page';
import { useAddress } from '@/page/useAddress';
import { tagsShown } from './catalogue';
import { TagForm } from './TagForm';
import { TagGroups } from './TagGroups';
import { tagCatalogueQuery, tagGroupsQuery } from './tagQueries';
import { TagTable } from './TagTable';
import './tagsPage.css';

/** The catalogue of tags: groups, how many carry each, what runs out. */
export default function TagsPage() {
  const { t } = useTranslation('people');
  const format = useFormat();
  const mayEdit = useMay('people.manage_tags');
  const { search, change } = useAddress();
  const tags = useQuery(tagCatalogueQuery);
  const groups = useQuery(tagGroupsQuery);
  const group = search.get('group');
  const query = search.get('query') ?? '';
  const edited = search.get('tag');

  return (
    <Page
      title={t('tagsPage.title')}
      count={tags.data && format.number(tags.data.length)}
      purpose={t('tagsPage.titlePurpose')}
      actions={
        mayEdit && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => change({ tag: 'new' })}>
            {t('tagsPage.create')}
          </Button>
        )
      }
    >
      <Loaded query={tags} rows={8}>
        {(catalogue) => (
          <div className="tags-page">
            <TagGroups
              groups={groups.data?.items ?? []}
              tags={catalogue}
              chosen={group}
              mayEdit={mayEdit}
              onChoose={(next) => change({ group: next })}
            />
            <div className="panel tags-main">
              <div className="filter-bar">
                <Input
                  className="people-search"
                  prefix={<SearchOutlined />}
                  placeholder={t('tagsPage.search')}
                  aria-label={t('tagsPage.search')}
                  allowClear
                  value={query}
                  onChange={(input) => change({ query: input.target.value }, { replace: true })}
                />
              </div>
              {catalogue.length === 0 ? (
                <EmptyState
                  icon={<TagsOutlined />}
                  title={t('tagsPage.emptyTitle')}
                  text={t('tagsPage.emptyText')}
                  actions={mayEdit && <Button onClick={() => change({ tag: 'new' })}>{t('tagsPage.create')}</Button>}
                />
              ) : (
                <TagTable tags={tagsShown(catalogue, group, query)} mayEdit={mayEdit} onEdit={(tag) => change({ tag })} />
              )}
            </div>
          </div>
        )}
      </Loaded>
      {edited && mayEdit && (
        <TagForm
          key={edited}
          tag={tags.data?.find((each) => each.id === edited)}
          isNew={edited === 'new'}
          group={groups.data?.items.find((each) => each.id === group)?.name}
          groups={groups.data?.items ?? []}
          onClose={() => change({ tag: null })}
        />
      )}
    </Page>
  );
}
