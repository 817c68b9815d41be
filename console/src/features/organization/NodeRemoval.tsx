import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Loaded } from '@/page/Loaded';
import { NodeSelect } from '@/page/NodeSelect';
import type { OrgNode } from '@/page/orgTree';
import { nodeUsesQuery, useRemoveNode, type NodeUses } from './organizationQueries';
import { useCounted } from './useCounted';
import { useRefusal } from './useRefusal';

interface NodeRemovalProps {
  node: OrgNode;
  onCancel: () => void;
  onRemoved: () => void;
}

/** What hangs on a node is seen and given to another before the node goes. */
export function NodeRemoval({ node, onCancel, onRemoved }: NodeRemovalProps) {
  const uses = useQuery(nodeUsesQuery(node.id));
  return (
    <Loaded query={uses} rows={4}>
      {(hanging) => <Removal node={node} hanging={hanging} onCancel={onCancel} onRemoved={onRemoved} />}
    </Loaded>
  );
}

function Removal({ node, hanging, onCancel, onRemoved }: NodeRemovalProps & { hanging: NodeUses[] }) {
  const { t } = useTranslation('organization');
  const { message } = App.useApp();
  const refusal = useRefusal();
  const remove = useRemoveNode();
  const [heir, setHeir] = useState<string | null>(node.parent_id);
  const given = hanging.filter((use) => use.may_hand_over);
  const blocking = hanging.filter((use) => !use.may_hand_over);

  // Not the callbacks of `mutate`: once the tree is read again, this form is gone and they would not be called.
  const act = async () => {
    try {
      await remove.mutateAsync({ nodeId: node.id, handOverTo: given.length > 0 ? heir : null });
    } catch {
      return; // said below the form
    }
    void message.success(t('remove.done', { name: node.name }));
    onRemoved();
  };

  return (
    <div className="org-detail">
      {hanging.length === 0 && <p className="org-removal-text">{t('remove.empty')}</p>}
      {blocking.length > 0 && (
        <Alert type="warning" showIcon title={t('remove.first')} description={<Uses uses={blocking} linked />} />
      )}
      {given.length > 0 && (
        <>
          <section>
            <p className="org-removal-text">{t('remove.hangs', { name: node.name })}</p>
            <Uses uses={given} />
          </section>
          <Form layout="vertical">
            <Form.Item label={t('remove.heir')} htmlFor="heir" extra={t('remove.heirHint')} className="org-heir">
              <NodeSelect id="heir" value={heir} onChange={setHeir} allowClear={false} placeholder={t('remove.heirChoose')} disabled={(each) => each.id === node.id} />
            </Form.Item>
          </Form>
        </>
      )}
      {remove.error && <Alert type="error" showIcon title={refusal(remove.error)} />}
      <div className="org-acts">
        <Button type="primary" danger loading={remove.isPending} disabled={blocking.length > 0 || (given.length > 0 && !heir)} onClick={() => void act()}>
          {given.length > 0 ? t('remove.handOver') : t('remove.confirm')}
        </Button>
        <Button onClick={onCancel}>{t('app:cancel')}</Button>
      </div>
    </div>
  );
}

const placesToSeeTo: Partial<Record<string, string>> = {
  memberships: '/settings/staff',
  keys: '/settings/developers',
  goals: '/overview',
  segment_conditions: '/segments',
};

function Uses({ uses, linked = false }: { uses: readonly NodeUses[]; linked?: boolean }) {
  const counted = useCounted();
  return (
    <ul className="org-uses">
      {uses.map((use) => {
        const place = linked && placesToSeeTo[use.name];
        return <li key={use.name}>{place ? <Link to={place}>{counted(use)}</Link> : counted(use)}</li>;
      })}
    </ul>
  );
}
