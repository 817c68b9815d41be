import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { orgNodesQuery } from '@/page/orgNodes';
import { idsBelow, treeOf, type OrgNode } from '@/page/orgTree';
import { useConfirm } from '@/page/useConfirm';
import { useChangeNode } from './organizationQueries';

/** Asks, with what hangs below named, and moves a node under another. */
export function useMoveNode(): (node: OrgNode, parent: OrgNode) => void {
  const { t, i18n } = useTranslation('organization');
  const confirm = useConfirm();
  const change = useChangeNode();
  const nodes = useQuery(orgNodesQuery).data ?? [];
  return (node, parent) => {
    const below = idsBelow(treeOf(nodes, i18n.language), node.id).size - 1;
    confirm({
      title: t('move.title', { name: node.name, parent: parent.name }),
      content: below > 0 ? t('move.withBelow', { count: below }) : t('move.alone'),
      okText: t('move.confirm'),
      danger: false,
      run: () => change.mutateAsync({ nodeId: node.id, change: { parent_id: parent.id } }),
      done: t('move.done', { name: node.name }),
    });
  };
}
