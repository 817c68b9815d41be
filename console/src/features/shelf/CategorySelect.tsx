import { useQuery } from '@tanstack/react-query';
import { TreeSelect } from 'antd';
import { useMemo } from 'react';
import { categoriesQuery } from './catalogueQueries';
import { branchesOf } from './tree/branches';

interface CategorySelectProps {
  label: string;
  value: string | null;
  onChange: (id: string | null) => void;
  placeholder: string;
  /** Categories that cannot be chosen. */
  without?: ReadonlySet<string>;
  className?: string;
}

/** A place in the category tree, found by name. */
export function CategorySelect({ label, value, onChange, placeholder, without, className }: CategorySelectProps) {
  const categories = useQuery(categoriesQuery);
  const options = useMemo(() => branchesOf((categories.data ?? []).filter((each) => !without?.has(each.id))), [categories.data, without]);
  return (
    <TreeSelect
      className={className}
      aria-label={label}
      value={value ?? undefined}
      onChange={(chosen: string | undefined) => onChange(chosen ?? null)}
      treeData={options}
      loading={categories.isLoading}
      placeholder={placeholder}
      allowClear
      showSearch={{ treeNodeFilterProp: 'title' }}
      treeDefaultExpandAll
      popupMatchSelectWidth={240}
    />
  );
}
