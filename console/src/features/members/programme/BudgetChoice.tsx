import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { budgetsQuery } from './programmeQueries';

/** The budget that a rule draws on, or none. */
export function BudgetChoice({ value, onChange }: { value: string | null; onChange: (key: string | null) => void }) {
  const { t } = useTranslation('members');
  const budgets = useQuery(budgetsQuery());
  const found = budgets.data?.items ?? [];
  const options = found.map((budget) => ({ value: budget.key, label: budget.name }));
  return (
    <Select
      aria-label={t('budgets.one')}
      placeholder={t('noLimit')}
      allowClear
      loading={budgets.isFetching}
      value={value}
      options={value && found.every(({ key }) => key !== value) ? [{ value, label: value }, ...options] : options}
      onChange={(key: string | undefined) => onChange(key ?? null)}
    />
  );
}
