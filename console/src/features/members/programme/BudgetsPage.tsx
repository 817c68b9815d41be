import { PlusOutlined, WalletOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer, Progress, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { donePercent } from '@/format/share';
import { EmptyState } from '@/page/EmptyState';
import { ListFrame } from '@/page/ListFrame';
import { Page } from '@/page/Page';
import { RowTable } from '@/page/RowTable';
import { SectionTabs } from '@/page/SectionTabs';
import { Time } from '@/page/Time';
import { usePaging } from '@/page/usePaging';
import type { Budget } from '../memberTypes';
import { BudgetForm } from './BudgetForm';
import { budgetsQuery } from './programmeQueries';
import { useSections } from './useSections';
import '../members.css';

export default function BudgetsPage() {
  const { t } = useTranslation('members');
  const format = useFormat();
  const mayManage = useMay('loyalty.manage');
  const sections = useSections();
  const { search, cursor, limit, change, pager } = usePaging();
  const budgets = useQuery(budgetsQuery(cursor, limit));
  const open = search.get('budget');
  const create = mayManage && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => change({ budget: 'new' })}>
      {t('budgets.create')}
    </Button>
  );
  const columns: TableColumnsType<Budget> = [
    {
      title: t('budgets.name'),
      key: 'name',
      render: (_, budget) =>
        mayManage ? (
          <button
            type="button"
            className="plain-button members-link"
            onClick={(event) => {
              event.stopPropagation();
              change({ budget: budget.id });
            }}
          >
            {budget.name}
          </button>
        ) : (
          budget.name
        ),
    },
    {
      title: t('budgets.used'),
      key: 'used',
      width: 280,
      className: 'figures',
      render: (_, budget) => (
        <>
          {t('budgets.usedOf', { used: format.number(budget.points_used), most: format.number(budget.points_max) })}
          <Progress percent={donePercent(budget.points_used, budget.points_max)} size="small" showInfo={false} aria-label={t('budgets.used')} />
        </>
      ),
    },
    { title: t('when.starts'), key: 'starts', width: 136, render: (_, budget) => <Time value={budget.starts_at} /> },
    { title: t('when.ends'), key: 'ends', width: 136, render: (_, budget) => <Time value={budget.ends_at} /> },
  ];
  const chosen = budgets.data?.items.find((budget) => budget.id === open) ?? null;
  return (
    <Page title={t('programmeTitle')} purpose={t('budgets.purpose')} actions={create}>
      <SectionTabs sections={sections} />
      <ListFrame query={budgets} pager={pager} empty={<EmptyState icon={<WalletOutlined />} title={t('budgets.none')} text={t('budgets.noneText')} actions={create} />}>
        {(rows) => <RowTable rows={rows} columns={columns} idOf={(budget) => budget.id} width={720} onOpen={mayManage ? (budget) => change({ budget: budget.id }) : undefined} />}
      </ListFrame>
      <Drawer open={mayManage && (open === 'new' || chosen !== null)} onClose={() => change({ budget: null })} size={480} title={t('budgets.one')} destroyOnHidden>
        <BudgetForm key={open} budget={chosen} taken={budgets.data?.items ?? []} onDone={() => change({ budget: null })} />
      </Drawer>
    </Page>
  );
}
