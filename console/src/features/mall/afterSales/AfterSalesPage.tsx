import { RollbackOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Drawer, Select, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNode } from '@/app/node';
import { useFormat } from '@/format/useFormat';
import { EmptyState } from '@/page/EmptyState';
import { LinkButton } from '@/page/LinkButton';
import { ListFrame } from '@/page/ListFrame';
import { Page } from '@/page/Page';
import { RowTable } from '@/page/RowTable';
import { Time } from '@/page/Time';
import { Tone, type ToneName } from '@/page/Tone';
import { usePaging } from '@/page/usePaging';
import type { AfterSale, AfterSaleState } from '../types';
import { AfterSaleDesk } from './AfterSaleDesk';
import { afterSalesQuery } from './afterSaleQueries';
import '../mall.css';

const states: AfterSaleState[] = ['requested', 'approved', 'done', 'rejected', 'withdrawn'];

const tones: Record<AfterSaleState, ToneName> = { requested: 'warn', approved: 'info', done: 'good', rejected: 'idle', withdrawn: 'idle' };

export default function AfterSalesPage() {
  const { t } = useTranslation('mall');
  const format = useFormat();
  const { search, cursor, limit, filterBy, change, pager } = usePaging();
  const state = states.find((each) => each === search.get('state'));
  const query = useQuery(afterSalesQuery({ state, node_id: useNode(), cursor, limit }));
  const chosen = query.data?.items.find((each) => each.id === search.get('ask'));
  const columns: TableColumnsType<AfterSale> = [
    {
      title: t('after.columns.ask'),
      key: 'name',
      width: 168,
      render: (_, ask) => (
        <button
          type="button"
          className="mall-link mall-two-lines"
          onClick={(event) => {
            event.stopPropagation();
            change({ ask: ask.id });
          }}
        >
          <span>{t(`after.kinds.${ask.kind}`)}</span>
          <span className="muted figures ellipsis">{ask.order_id}</span>
        </button>
      ),
    },
    { title: t('after.columns.reason'), key: 'reason', render: (_, ask) => ask.reason || <span className="muted">{t('after.noReason')}</span> },
    { title: t('after.columns.units'), key: 'units', width: 88, align: 'right', className: 'figures', render: (_, ask) => Object.values(ask.quantities).reduce((sum, each) => sum + each, 0) },
    { title: t('after.columns.amount'), key: 'amount', width: 120, align: 'right', className: 'figures', render: (_, ask) => format.money(ask.amount_minor) },
    { title: t('after.columns.state'), key: 'state', width: 104, render: (_, ask) => <Tone tone={tones[ask.state]}>{t(`after.states.${ask.state}`)}</Tone> },
    { title: t('after.columns.asked'), key: 'asked', width: 112, render: (_, ask) => <Time value={ask.asked_at} /> },
  ];
  return (
    <Page title={t('afterSalesTitle')} purpose={t('afterSalesTitlePurpose')}>
      <ListFrame
        query={query}
        pager={pager}
        filters={
          <Select
            className="list-filter"
            aria-label={t('after.columns.state')}
            value={state ?? ''}
            onChange={(value: string) => filterBy({ state: value })}
            options={[{ value: '', label: t('after.anyState') }, ...states.map((value) => ({ value, label: t(`after.states.${value}`) }))]}
          />
        }
        filtered={Boolean(state)}
        onClear={() => filterBy({ state: null })}
        noneFound={{ title: t('after.noneFound'), text: t('after.noneFoundText') }}
        empty={<EmptyState icon={<RollbackOutlined />} title={t('after.none')} text={t('after.noneText')} actions={<LinkButton to="/orders">{t('after.toOrders')}</LinkButton>} />}
      >
        {(found) => <RowTable rows={found} columns={columns} idOf={(ask) => ask.id} width={800} onOpen={(ask) => change({ ask: ask.id })} />}
      </ListFrame>
      <Drawer open={chosen !== undefined} onClose={() => change({ ask: null })} size={520} title={chosen && t('after.of', { order: chosen.order_id })} destroyOnHidden>
        {chosen && <AfterSaleDesk key={chosen.id} ask={chosen} tone={tones[chosen.state]} />}
      </Drawer>
    </Page>
  );
}
