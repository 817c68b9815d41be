import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { NodeSelect } from '@/page/NodeSelect';
import { orgNodesQuery } from '@/page/orgNodes';
import { mayHangBelow, nodeKinds, type OrgNode, type OrgNodeKind } from '@/page/orgTree';
import { asProblem } from '@/api/problem';
import { useAddNode, useChangeNode } from './organizationQueries';
import { useRefusal } from './useRefusal';

interface NodeFormProps {
  /** The node to change; without one a new node is made. */
  node?: OrgNode;
  parentId: string | null;
  onDone: (nodeId: string) => void;
}

interface Fields {
  kind: OrgNodeKind;
  parent_id: string | null;
  name: string;
  external_code?: string | null;
  address?: string | null;
  longitude?: number | null;
  latitude?: number | null;
}

/** A node's name, code and place. */
export function NodeForm({ node, parentId, onDone }: NodeFormProps) {
  const { t } = useTranslation('organization');
  const { message } = App.useApp();
  const refusal = useRefusal();
  const [form] = Form.useForm<Fields>();
  const add = useAddNode();
  const change = useChangeNode();
  const nodes = useQuery(orgNodesQuery).data ?? [];
  const chosenParent = Form.useWatch('parent_id', form) ?? parentId;
  const parent = nodes.find((each) => each.id === chosenParent);
  const kinds = nodeKinds.filter((kind) => !parent || mayHangBelow(kind, parent.kind));
  const error = add.error ?? change.error;
  const busy = add.isPending || change.isPending;

  const save = async (fields: Fields) => {
    const place = { longitude: fields.longitude ?? null, latitude: fields.latitude ?? null };
    const texts = { name: fields.name.trim(), external_code: fields.external_code?.trim() || null, address: fields.address?.trim() || null };
    try {
      const saved = node
        ? await change.mutateAsync({ nodeId: node.id, change: { ...texts, ...place } })
        : await add.mutateAsync({ kind: fields.kind, parent_id: fields.parent_id ?? null, ...texts, ...place });
      void message.success(node ? t('saved') : t('tree.added', { name: saved.name }));
      onDone(saved.id);
    } catch (failure) {
      if (asProblem(failure).code === 'node_code_taken') form.setFields([{ name: 'external_code', errors: [refusal(failure)] }]);
    }
  };

  const together = (other: 'longitude' | 'latitude') => ({
    validator: (_: unknown, value: unknown) =>
      (value === null || value === undefined) === (form.getFieldValue(other) === null || form.getFieldValue(other) === undefined)
        ? Promise.resolve()
        : Promise.reject(new Error(t('node.placeTogether'))),
  });

  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      requiredMark={false}
      disabled={busy}
      initialValues={{ kind: parent ? kinds.at(-1) : undefined, parent_id: parentId, ...node }}
      onFinish={(fields) => void save(fields)}
    >
      {!node && (
        <>
          <Form.Item name="parent_id" label={t('node.parent')} extra={t('node.parentHint')}>
            <NodeSelect placeholder={t('node.noParent')} disabled={(each) => each.kind === 'store'} />
          </Form.Item>
          <Form.Item name="kind" label={t('node.kind')} rules={[{ required: true, message: t('missing') }]}>
            <Select options={kinds.map((kind) => ({ value: kind, label: t(`app:nodeKinds.${kind}`) }))} />
          </Form.Item>
        </>
      )}
      <Form.Item name="name" label={t('node.name')} rules={[{ required: true, whitespace: true, message: t('missing') }]}>
        <Input maxLength={200} autoFocus />
      </Form.Item>
      <Form.Item name="external_code" label={t('node.code')} extra={t('node.codeHint')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="address" label={t('node.address')}>
        <Input maxLength={500} />
      </Form.Item>
      <div className="org-place">
        <Form.Item name="longitude" label={t('node.longitude')} dependencies={['latitude']} rules={[together('latitude')]}>
          <InputNumber min={-180} max={180} step={0.001} controls={false} />
        </Form.Item>
        <Form.Item name="latitude" label={t('node.latitude')} dependencies={['longitude']} rules={[together('longitude')]}>
          <InputNumber min={-90} max={90} step={0.001} controls={false} />
        </Form.Item>
      </div>
      <p className="muted org-place-hint">{t('node.placeHint')}</p>
      {error && asProblem(error).code !== 'node_code_taken' && <Alert type="error" showIcon title={refusal(error)} className="org-note" />}
      <Button type="primary" htmlType="submit" loading={busy}>
        {node ? t('save') : t('tree.add')}
      </Button>
    </Form>
  );
}
