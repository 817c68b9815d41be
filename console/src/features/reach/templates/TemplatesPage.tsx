import { FileTextOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useNode } from '@/app/node';
import { useMay } from '@/app/session';
import { EmptyState } from '@/page/EmptyState';
import { ListFrame } from '@/page/ListFrame';
import { Page } from '@/page/Page';
import { useNarrow } from '@/page/useNarrow';
import { usePaging } from '@/page/usePaging';
import { channelsQuery } from '../channels/channelQueries';
import { useKindName } from '../channels/useKindName';
import { TemplateCards } from './TemplateCards';
import { templatesQuery } from './templateQueries';
import { TemplateTable } from './TemplateTable';
import '../reach.css';

export default function TemplatesPage() {
  const { t } = useTranslation('reach');
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
  const create = mayManage && (
    <Link to="/templates/new">
      <Button type="primary" icon={<PlusOutlined />}>
        {t('newTemplate')}
      </Button>
    </Link>
  );

  return (
    <Page title={t('templates')} purpose={t('templatesPurpose')} actions={create}>
      <ListFrame
        query={templates}
        pager={pager}
        search={{ value: words, hint: t('searchTemplates'), onSearch: (value) => filterBy({ search: value }) }}
        filters={
          <Select
            className="list-filter"
            aria-label={t('columns.channel')}
            value={kind}
            onChange={(value) => filterBy({ kind: value })}
            options={[{ value: '', label: t('anyChannel') }, ...kinds.map((each) => ({ value: each.kind, label: kindName(each.kind) }))]}
          />
        }
        filtered={Boolean(words || kind)}
        onClear={() => filterBy({ search: null, kind: null })}
        noneFound={{ title: t('noTemplateFound'), text: t('noTemplateFoundText') }}
        empty={<EmptyState icon={<FileTextOutlined />} title={t('noTemplates')} text={t('noTemplatesText')} actions={create} />}
      >
        {(found) => (narrow ? <TemplateCards templates={found} /> : <TemplateTable templates={found} />)}
      </ListFrame>
    </Page>
  );
}
