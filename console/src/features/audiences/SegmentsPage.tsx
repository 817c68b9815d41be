import { PlusOutlined, SearchOutlined, UsergroupAddOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useNode } from '@/app/node';
import { useMay } from '@/app/session';
import { CursorPager } from '@/page/CursorPager';
import { EmptyState } from '@/page/EmptyState';
import { ErrorState } from '@/page/ErrorState';
import { LinkButton } from '@/page/LinkButton';
import { Page } from '@/page/Page';
import { PageSkeleton } from '@/page/PageSkeleton';
import { useNarrow } from '@/page/useNarrow';
import { usePaging } from '@/page/usePaging';
import { SegmentCards } from './SegmentCards';
import { SegmentsTable } from './SegmentsTable';
import { segmentsQuery, templatesQuery, trendsQuery } from './segmentQueries';
import { TemplateCards } from './TemplateCards';
import './audiences.css';

/** Segments: how large, how they move, and what hangs on them. */
export default function SegmentsPage() {
  const { t } = useTranslation('audiences');
  const narrow = useNarrow();
  const navigate = useNavigate();
  const mayManage = useMay('audiences.manage');
  const node = useNode();
  const { search, change, filterBy, limit, cursor, pager } = usePaging();
  const text = search.get('search') ?? '';
  const [chosen, setChosen] = useState<string[]>([]);
  const segments = useQuery(segmentsQuery({ search: text || undefined, cursor, limit, node_id: node }));
  const items = segments.data?.items ?? [];
  const trends = useQuery(trendsQuery(items.map((segment) => segment.id))).data ?? [];

  return (
    <Page title={t('title')} count={segments.data?.total ?? undefined} purpose={t('titlePurpose')} actions={actions()}>
      <div className="filter-bar">
        <SearchBox key={text} value={text} onSearch={(value) => filterBy({ search: value })} />
        {chosen.length > 1 && (
          <Button type="link" onClick={() => void navigate(`/segments/compare?segments=${chosen.join(',')}`)}>
            {t('compareChosen', { count: chosen.length })}
          </Button>
        )}
      </div>
      <div className="panel">{content()}</div>
      <Drawer open={search.get('gallery') === 'open'} size={560} title={t('templates.title')} onClose={() => change({ gallery: null })}>
        <Gallery />
      </Drawer>
    </Page>
  );

  function actions() {
    if (!mayManage) return null;
    return (
      <>
        <Button onClick={() => change({ gallery: 'open' })}>{t('templates.title')}</Button>
        <LinkButton to="/segments/new" type="primary" icon={<PlusOutlined />}>
          {t('new')}
        </LinkButton>
      </>
    );
  }

  function content() {
    if (segments.error && !segments.data) return <ErrorState error={segments.error} onRetry={() => void segments.refetch()} />;
    if (!segments.data) return <PageSkeleton rows={10} />;
    if (items.length === 0) return text ? <NoneFound onClear={() => filterBy({ search: null })} /> : <NoSegments mayManage={mayManage} />;
    const shown = { segments: items, trends, chosen, onChoose: setChosen };
    return (
      <>
        {narrow ? <SegmentCards {...shown} /> : <SegmentsTable {...shown} stale={segments.isPlaceholderData} />}
        {(segments.data.next_cursor || cursor) && <CursorPager {...pager} nextCursor={segments.data.next_cursor} />}
      </>
    );
  }
}

function Gallery() {
  const navigate = useNavigate();
  const templates = useQuery(templatesQuery);
  return templates.data ? <TemplateCards templates={templates.data} onChoose={(template) => void navigate(`/segments/new?template=${template.name}`)} /> : <PageSkeleton rows={6} />;
}

function NoneFound({ onClear }: { onClear: () => void }) {
  const { t } = useTranslation('audiences');
  return <EmptyState icon={<SearchOutlined />} title={t('noneFoundTitle')} text={t('noneFoundText')} actions={<Button onClick={onClear}>{t('clearFilter')}</Button>} />;
}

function NoSegments({ mayManage }: { mayManage: boolean }) {
  const { t } = useTranslation('audiences');
  return (
    <>
      <EmptyState icon={<UsergroupAddOutlined />} title={t('emptyTitle')} text={t('emptyText')} />
      {mayManage && (
        <div className="gallery-below">
          <Gallery />
        </div>
      )}
    </>
  );
}

function SearchBox({ value, onSearch }: { value: string; onSearch: (value: string) => void }) {
  const { t } = useTranslation('audiences');
  const [text, setText] = useState(value);
  return (
    <Input
      className="audience-search"
      prefix={<SearchOutlined />}
      placeholder={t('searchHint')}
      aria-label={t('searchHint')}
      allowClear
      value={text}
      onChange={(input) => {
        setText(input.target.value);
        if (!input.target.value) onSearch('');
      }}
      onPressEnter={() => onSearch(text.trim())}
      onBlur={() => text.trim() !== value && onSearch(text.trim())}
    />
  );
}
