import { useQuery } from '@tanstack/react-query';
import { TreeSelect } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { orgNodesQuery } from './orgNodes';
import { treeOf, type OrgBranch, type OrgNode } from './orgTree';

interface NodeSelectProps {
  id?: string;
  value?: string | null;
  onChange?: (nodeId: string | null) => void;
  /** What an empty choice stands for. */
  placeholder?: string;
  allowClear?: boolean;
  /** Nodes that cannot be chosen. */
  disabled?: (node: OrgNode) => boolean;
  'aria-label'?: string;
  className?: string;
}

/** A place in the organization, found by name. */
export function NodeSelect({ id, value, onChange, placeholder, allowClear = true, disabled, className, ...label }: NodeSelectProps) {
  const { i18n } = useTranslation();
  const permitted = useMay('organization.read');
  const nodes = useQuery({ ...orgNodesQuery, enabled: permitted });
  const options = useMemo(() => {
    const option = (branch: OrgBranch): object => ({
      value: branch.node.id,
      title: branch.node.name,
      disabled: disabled?.(branch.node),
      children: branch.children.map(option),
    });
    return treeOf(nodes.data ?? [], i18n.language).map(option);
  }, [nodes.data, disabled, i18n.language]);
  return (
    <TreeSelect
      {...label}
      id={id}
      className={className}
      value={value ?? undefined}
      onChange={(chosen: string | undefined) => onChange?.(chosen ?? null)}
      treeData={options}
      loading={nodes.isLoading}
      placeholder={placeholder}
      allowClear={allowClear}
      showSearch={{ treeNodeFilterProp: 'title' }}
      treeDefaultExpandAll={(nodes.data?.length ?? 0) < 60}
      popupMatchSelectWidth={280}
    />
  );
}
