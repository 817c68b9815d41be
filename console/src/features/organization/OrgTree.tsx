import { AppstoreOutlined, BankOutlined, GlobalOutlined, ShopOutlined, TagsOutlined } from '@ant-design/icons';
import { Tree } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { idsBelow, mayHangBelow, storesIn, type OrgBranch, type OrgNode, type OrgNodeKind } from '@/page/orgTree';
import { matchingIds, wayTo } from './treeSearch';

export const kindIcons: Record<OrgNodeKind, React.ReactNode> = {
  group: <GlobalOutlined />,
  subsidiary: <BankOutlined />,
  brand: <TagsOutlined />,
  region: <AppstoreOutlined />,
  store: <ShopOutlined />,
};

interface OrgTreeProps {
  branches: OrgBranch[];
  query: string;
  chosen: string | null;
  mayMove: boolean;
  onOpen: (nodeId: string) => void;
  onMove: (node: OrgNode, parent: OrgNode) => void;
}

interface Leaf {
  key: string;
  branch: OrgBranch;
  children: Leaf[];
}

/** The organization as a tree; a node is dragged onto its new parent, or moved from its drawer. */
export function OrgTree({ branches, query, chosen, mayMove, onOpen, onMove }: OrgTreeProps) {
  const found = useMemo(() => matchingIds(branches, query), [branches, query]);
  const leaves = useMemo(() => leavesOf(branches, found?.shown), [branches, found]);
  const [expanded, setExpanded] = useState<string[]>(() => openAtFirst(branches));
  // What is opened by its address, or was just added, is shown where it hangs.
  useEffect(() => {
    const way = chosen ? wayTo(branches, chosen) : [];
    if (way.length > 0) setExpanded((before) => [...new Set([...before, ...way])]);
  }, [branches, chosen]);
  return (
    <Tree<Leaf>
      blockNode
      showIcon={false}
      className="org-tree"
      treeData={leaves}
      expandedKeys={found ? [...found.shown] : expanded}
      onExpand={(keys) => setExpanded(keys as string[])}
      selectedKeys={chosen ? [chosen] : []}
      onSelect={(_, { node }) => onOpen(node.key)}
      titleRender={(leaf) => <Row branch={leaf.branch} found={found?.hits.has(leaf.key) ?? false} />}
      draggable={mayMove ? { icon: false, nodeDraggable: () => true } : false}
      allowDrop={({ dragNode, dropNode, dropPosition }) =>
        dropPosition === 0 &&
        mayHangBelow(dragNode.branch.node.kind, dropNode.branch.node.kind) &&
        !idsBelow([dragNode.branch], dragNode.key).has(dropNode.key)
      }
      onDrop={({ dragNode, node }) => onMove(dragNode.branch.node, node.branch.node)}
    />
  );
}

function Row({ branch, found }: { branch: OrgBranch; found: boolean }) {
  const { t } = useTranslation('organization');
  const format = useFormat();
  const { node } = branch;
  const stores = storesIn(branch);
  return (
    <span className="org-row">
      <span className="org-row-icon" title={t(`app:nodeKinds.${node.kind}`)}>
        {kindIcons[node.kind]}
      </span>
      <span className={found ? 'org-row-name org-row-found' : 'org-row-name'}>{node.name}</span>
      {node.external_code && <span className="code muted">{node.external_code}</span>}
      {node.kind !== 'store' && stores > 0 && <span className="muted figures org-row-count">{t('tree.stores', { count: stores, shown: format.number(stores) })}</span>}
    </span>
  );
}

const seenAtOnce = 60;

/** A small organization is seen whole; of a large one the two highest levels. */
function openAtFirst(branches: readonly OrgBranch[]): string[] {
  const all = branches.flatMap((branch) => [...idsBelow([branch], branch.node.id)]);
  return all.length <= seenAtOnce ? all : branches.flatMap((branch) => [branch.node.id, ...branch.children.map((child) => child.node.id)]);
}

function leavesOf(branches: readonly OrgBranch[], shown: Set<string> | undefined): Leaf[] {
  return branches
    .filter((branch) => !shown || shown.has(branch.node.id))
    .map((branch) => ({ key: branch.node.id, branch, children: leavesOf(branch.children, shown) }));
}
