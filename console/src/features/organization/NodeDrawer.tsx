import { Alert, Button, Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { ErrorState } from '@/page/ErrorState';
import { Facts } from '@/page/Facts';
import { NodeSelect } from '@/page/NodeSelect';
import { idsBelow, mayHangBelow, nodeKinds, storesIn, type OrgBranch, type OrgNode } from '@/page/orgTree';
import { useAddress } from '@/page/useAddress';
import { useConfirm } from '@/page/useConfirm';
import { plainValue } from '@/format/value';
import { Problem } from '@/api/problem';
import { NodeForm } from './NodeForm';
import { useRemoveNode } from './organizationQueries';
import { useRefusal } from './useRefusal';

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
  const close = () => change({ node: null, add: null, edit: null });
  const title = addBelow ? t('tree.add') : node?.name;
  return (
    <Drawer open={Boolean(addBelow || nodeId)} onClose={close} size={440} title={title} destroyOnHidden>
      {addBelow && <NodeForm key={addBelow} parentId={addBelow === 'root' ? null : addBelow} onDone={(id) => change({ add: null, node: id })} />}
      {!addBelow && node && editing && <NodeForm key={node.id} node={node} parentId={node.parent_id} onDone={() => change({ edit: null })} />}
      {!addBelow && node && !editing && <NodeFacts node={node} branches={branches} nodes={nodes} onMove={onMove} onRemoved={close} />}
      {!addBelow && nodeId && !node && nodes.length > 0 && <ErrorState error={new Problem(404, 'node_not_found', '')} />}
    </Drawer>
  );
}

interface NodeFactsProps extends NodeDrawerProps {
  node: OrgNode;
  onRemoved: () => void;
}

function NodeFacts({ node, branches, nodes, onMove, onRemoved }: NodeFactsProps) {
  const { t } = useTranslation('organization');
  const { change } = useAddress();
  const mayManage = useMay('organization.manage_nodes');
  const confirm = useConfirm();
  const remove = useRemoveNode();
  const refusal = useRefusal();
  const own = idsBelow(branches, node.id);
  const branch = findBranch(branches, node.id);
  const named = (id: string) => nodes.find((each) => each.id === id)?.name ?? id;

  const askToRemove = () =>
    confirm({
      title: t('remove.title', { name: node.name }),
      content: t('remove.text'),
      okText: t('remove.confirm'),
      run: () => remove.mutateAsync(node.id).then(onRemoved),
      done: t('remove.done', { name: node.name }),
    });

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
      {remove.error && <Alert type="error" showIcon title={refusal(remove.error)} />}
      {mayManage && (
        <>
          <div className="org-acts">
            <Button type="primary" onClick={() => change({ edit: '1' })}>
              {t('edit')}
            </Button>
            {node.kind !== 'store' && <Button onClick={() => change({ add: node.id, node: null })}>{t('tree.addBelow')}</Button>}
            <Button danger onClick={askToRemove}>
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
              <span className="muted">{t('move.explain')}</span>
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
