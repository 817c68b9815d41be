import { ApartmentOutlined, PlusOutlined, SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Input, Segmented } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { EmptyState } from '@/page/EmptyState';
import { Loaded } from '@/page/Loaded';
import { orgNodesQuery } from '@/page/orgNodes';
import { treeOf, type OrgNode } from '@/page/orgTree';
import { Page } from '@/page/Page';
import { useAddress } from '@/page/useAddress';
import { NodeDrawer } from './NodeDrawer';
import { OrgMap } from './OrgMap';
import { OrgTree } from './OrgTree';
import { matchingIds } from './treeSearch';
import { useMoveNode } from './useMoveNode';
import './organization.css';

/** Group, brands, regions and stores, as a tree or on a map. */
export default function OrganizationPage() {
  const { t, i18n } = useTranslation('organization');
  const format = useFormat();
  const { search, change } = useAddress();
  const nodes = useQuery(orgNodesQuery);
  const mayManage = useMay('organization.manage_nodes');
  const branches = useMemo(() => treeOf(nodes.data ?? [], i18n.language), [nodes.data, i18n.language]);
  const move = useMoveNode();
  const view = search.get('view') === 'map' ? 'map' : 'tree';
  const query = search.get('query') ?? '';
  const open = (nodeId: string) => change({ node: nodeId, add: null, edit: null });
  const add = () => change({ add: branches[0]?.node.id ?? 'root', node: null });

  return (
    <Page
      title={t('tree.title')}
      count={nodes.data ? format.number(nodes.data.length) : undefined}
      purpose={t('tree.titlePurpose')}
      actions={
        mayManage && (
          <Button type="primary" icon={<PlusOutlined />} onClick={add}>
            {t('tree.add')}
          </Button>
        )
      }
    >
      <div className="filter-bar">
        <Input
          className="org-search"
          prefix={<SearchOutlined />}
          placeholder={t('tree.searchHint')}
          aria-label={t('tree.searchHint')}
          allowClear
          value={query}
          onChange={(input) => change({ query: input.target.value }, { replace: true })}
        />
        <Segmented
          aria-label={t('tree.view')}
          value={view}
          onChange={(chosen) => change({ view: chosen === 'map' ? 'map' : null })}
          options={[
            { value: 'tree', label: t('tree.asTree') },
            { value: 'map', label: t('tree.asMap') },
          ]}
        />
      </div>
      <div className="panel">
        <Loaded query={nodes} rows={8}>
          {(loaded) => content(loaded)}
        </Loaded>
      </div>
      <NodeDrawer branches={branches} nodes={nodes.data ?? []} onMove={move} />
    </Page>
  );

  function content(loaded: OrgNode[]) {
    if (loaded.length === 0) {
      return (
        <EmptyState
          icon={<ApartmentOutlined />}
          title={t('tree.emptyTitle')}
          text={t('tree.emptyText')}
          actions={mayManage && <Button onClick={add}>{t('tree.addFirst')}</Button>}
        />
      );
    }
    const found = matchingIds(branches, query);
    if (found && found.hits.size === 0) {
      return (
        <EmptyState
          icon={<SearchOutlined />}
          title={t('tree.noneFoundTitle')}
          text={t('tree.noneFoundText')}
          actions={<Button onClick={() => change({ query: null })}>{t('tree.clear')}</Button>}
        />
      );
    }
    if (view === 'map') return <OrgMap nodes={found ? loaded.filter((node) => found.hits.has(node.id)) : loaded} onOpen={open} />;
    return <OrgTree branches={branches} query={query} chosen={search.get('node')} mayMove={mayManage} onOpen={open} onMove={move} />;
  }
}
