import { FileTextOutlined, PlusOutlined, SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Select, Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useNode } from '@/app/node';
import { useMay } from '@/app/session';
import { CursorPager } from '@/page/CursorPager';
import { EmptyState } from '@/page/EmptyState';
import { ErrorState } from '@/page/ErrorState';
import { Page } from '@/page/Page';
import { PageSkeleton } from '@/page/PageSkeleton';
import { Time } from '@/page/Time';
import { useNarrow } from '@/page/useNarrow';
import { usePaging } from '@/page/usePaging';
import { channelsQuery } from '../channels/channelQueries';
import { useKindName } from '../channels/useKindName';
import { SearchBox } from '../SearchBox';
import type { Template } from '../types';
import { templatesQuery } from './templateQueries';
import '../reach.css';

export default function TemplatesPage() {
  const { t } = useTranslation('reach');
  const navigate = useNavigate();
  const narrow = useNarrow();
  const kindName = useKindName();
  const node = useNode();
  const mayManage = useMay('messaging.manage');
  const mayChannels = useMay('channels.read');
  const { search, cursor, limit, filterBy, pager } = usePaging();
  const words = search.get('search') ?? '';
  const kind = search.get('kind') ?? '';
  const kinds = useQuery({ ...channelsQuery, enabled: mayChannels }).data?.items ?? [];
  const templates = useQuery(templatesQuery({ search: words || undefined, kind: kind || undefined, node_id: node, cursor, limit }));
  const filtered = Boolean(words || kind);
  const clear = () => filterBy({ search: null, kind: null });
  const create = mayManage && (
    <Link to="/templates/new">
      <Button type="primary" icon={<PlusOutlined />}>
        {t('newTemplate')}
      </Button>
    </Link>
  );
  const columns: TableColumnsType<Template> = [
    {
      title: t('columns.template'),
      key: 'name',
      width: '28%',
      render: (_, template) => (
        <Link to={`/templates/${template.id}`} className="reach-name ellipsis">
          {template.name}
        </Link>
      ),
    },
    { title: t('columns.words'), key: 'words', ellipsis: true, render: (_, template) => <span className="muted">{template.subject || template.text}</span> },
    { title: t('columns.channel'), key: 'kind', width: 152, render: (_, template) => kindName(template.kind) },
    { title: t('columns.updated'), key: 'updated', width: 128, render: (_, template) => <Time value={template.updated_at} /> },
  ];

  return (
    <Page title={t('templates')} purpose={t('templatesPurpose')} actions={create}>
      <div className="filter-bar">
        <SearchBox key={words} value={words} hint={t('searchTemplates')} onSearch={(value) => filterBy({ search: value })} />
        <Select
          className="reach-filter"
          aria-label={t('columns.channel')}
          value={kind}
          onChange={(value) => filterBy({ kind: value })}
          options={[{ value: '', label: t('anyChannel') }, ...kinds.map((each) => ({ value: each.kind, label: kindName(each.kind) }))]}
        />
        {filtered && (
          <Button type="link" onClick={clear}>
            {t('clearFilter')}
          </Button>
        )}
      </div>
      <div className="panel">{content()}</div>
    </Page>
  );

  function content() {
    if (templates.error && !templates.data) return <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />;
    if (!templates.data) return <PageSkeleton rows={10} />;
    const { items, next_cursor } = templates.data;
    if (items.length === 0 && filtered) {
      return <EmptyState icon={<SearchOutlined />} title={t('noTemplateFound')} text={t('noCampaignFoundText')} actions={<Button onClick={clear}>{t('clearFilter')}</Button>} />;
    }
    if (items.length === 0) return <EmptyState icon={<FileTextOutlined />} title={t('noTemplates')} text={t('noTemplatesText')} actions={create} />;
    return (
      <>
        {narrow ? (
          <ul className="reach-cards">
            {items.map((template) => (
              <li key={template.id}>
                <Link to={`/templates/${template.id}`} className="reach-card">
                  <span className="reach-card-head">
                    <strong className="ellipsis">{template.name}</strong>
                    <span className="muted">{kindName(template.kind)}</span>
                  </span>
                  <span className="muted reach-clamp">{template.subject || template.text}</span>
                </Link>
              </li>
            ))}
          </ul>
        ) : (
          <Table
            className={templates.isPlaceholderData ? 'reach-table reach-stale' : 'reach-table'}
            size="medium"
            rowKey="id"
            columns={columns}
            dataSource={items}
            pagination={false}
            tableLayout="fixed"
            scroll={{ x: 720 }}
            onRow={(template) => ({ onClick: () => void navigate(`/templates/${template.id}`) })}
          />
        )}
        <CursorPager {...pager} nextCursor={next_cursor} />
      </>
    );
  }
}
