import { Button, Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { ErrorState } from '@/page/ErrorState';
import { Facts } from '@/page/Facts';
import { NodeSelect } from '@/page/NodeSelect';
import { idsBelow, mayHangBelow, nodeKinds, storesIn, type OrgBranch, type OrgNode } from '@/page/orgTree';
import { useAddress } from '@/page/useAddress';
import { plainValue } from '@/format/value';
import { Problem } from '@/api/problem';
import { NodeForm } from './NodeForm';
import { NodeRemoval } from './NodeRemoval';

interface NodeDrawerProps {
  branches: OrgBranch[];
  nodes: readonly OrgNode[];
  onMove: (node: OrgNode, parent: OrgNode) => void;
}

/** One node, or the form for a new one; which it is stands in the address. */
export function NodeDrawer({ branches, nodes, onMove }: NodeDrawerProps) {
  const { t } = useTranslation('organization');
  const { search, change } = useAddress();
  const nodeId = search.get('node');
  const addBelow = search.get('add');
  const editing = search.get('edit') !== null;
  const node = nodes.find((each) => each.id === nodeId);
  const removing = search.get('remove') !== null;
  const close = () => change({ node: null, add: null, edit: null, remove: null });
  const title = addBelow ? t('tree.add') : node && removing ? t('remove.title', { name: node.name }) : node?.name;
  return (
    <Drawer open={Boolean(addBelow || nodeId)} onClose={close} size={440} title={title} destroyOnHidden>
      {addBelow && <NodeForm key={addBelow} parentId={addBelow === 'root' ? null : addBelow} onDone={(id) => change({ add: null, node: id })} />}
      {!addBelow && node && editing && <NodeForm key={node.id} node={node} parentId={node.parent_id} onDone={() => change({ edit: null })} />}
      {!addBelow && node && removing && <NodeRemoval key={node.id} node={node} onCancel={() => change({ remove: null })} onRemoved={close} />}
      {!addBelow && node && !editing && !removing && <NodeFacts node={node} branches={branches} nodes={nodes} onMove={onMove} />}
      {!addBelow && nodeId && !node && nodes.length > 0 && <ErrorState error={new Problem(404, 'node_not_found', '')} />}
    </Drawer>
  );
}

interface NodeFactsProps extends NodeDrawerProps {
  node: OrgNode;
}

function NodeFacts({ node, branches, nodes, onMove }: NodeFactsProps) {
  const { t } = useTranslation('organization');
  const { change } = useAddress();
  const mayManage = useMay('organization.manage_nodes');
  const own = idsBelow(branches, node.id);
  const branch = findBranch(branches, node.id);
  const named = (id: string) => nodes.find((each) => each.id === id)?.name ?? id;

  return (
    <div className="org-detail">
      <Facts
        facts={[
          { label: t('node.kind'), value: t(`app:nodeKinds.${node.kind}`) },
          { label: t('node.path'), value: plainValue(node.ancestor_ids.map(named).join(' / ')) },
          { label: t('node.code'), value: plainValue(node.external_code) },
          { label: t('node.address'), value: plainValue(node.address) },
          { label: t('node.place'), value: node.longitude === null ? plainValue(null) : `${node.longitude}, ${node.latitude}` },
          ...(branch && node.kind !== 'store' ? [{ label: t('node.stores'), value: storesIn(branch) }] : []),
        ]}
      />
      {mayManage && (
        <>
          <div className="org-acts">
            <Button type="primary" onClick={() => change({ edit: '1' })}>
              {t('edit')}
            </Button>
            {node.kind !== 'store' && <Button onClick={() => change({ add: node.id, node: null })}>{t('tree.addBelow')}</Button>}
            <Button danger onClick={() => change({ remove: '1' })}>
              {t('remove.confirm')}
            </Button>
          </div>
          {node.kind !== nodeKinds[0] && (
            <label className="org-move">
              <span>{t('move.label')}</span>
              <NodeSelect
                value={node.parent_id}
                allowClear={false}
                placeholder={t('move.hint')}
                disabled={(target) => own.has(target.id) || target.id === node.parent_id || !mayHangBelow(node.kind, target.kind)}
                onChange={(target) => {
                  const parent = nodes.find((each) => each.id === target);
                  if (parent) onMove(node, parent);
                }}
              />
              <span className="muted">{node.kind === 'store' ? t('move.alone') : t('move.explain')}</span>
            </label>
          )}
        </>
      )}
    </div>
  );
}

function findBranch(branches: readonly OrgBranch[], id: string): OrgBranch | undefined {
  for (const branch of branches) {
    const found = branch.node.id === id ? branch : findBranch(branch.children, id);
    if (found) return found;
  }
  return undefined;
}
