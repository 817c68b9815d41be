import { PlusOutlined, UsergroupAddOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useNode } from '@/app/node';
import { useMay } from '@/app/session';
import { EmptyState } from '@/page/EmptyState';
import { LinkButton } from '@/page/LinkButton';
import { ListFrame } from '@/page/ListFrame';
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
      <ListFrame
        query={segments}
        pager={pager}
        search={{ value: text, hint: t('searchHint'), onSearch: (value) => filterBy({ search: value }) }}
        acts={
          chosen.length > 1 && (
            <Button onClick={() => void navigate(`/segments/compare?segments=${chosen.join(',')}`)}>{t('compareChosen', { count: chosen.length })}</Button>
          )
        }
        filtered={Boolean(text)}
        onClear={() => filterBy({ search: null })}
        noneFound={{ title: t('noneFoundTitle'), text: t('noneFoundText') }}
        empty={<NoSegments mayManage={mayManage} />}
      >
        {(found) => {
          const shown = { segments: found, trends, chosen, onChoose: setChosen };
          return narrow ? <SegmentCards {...shown} /> : <SegmentsTable {...shown} />;
        }}
      </ListFrame>
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
}

function Gallery() {
  const navigate = useNavigate();
  const templates = useQuery(templatesQuery);
  return templates.data ? <TemplateCards templates={templates.data} onChoose={(template) => void navigate(`/segments/new?template=${template.name}`)} /> : <PageSkeleton rows={6} />;
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
