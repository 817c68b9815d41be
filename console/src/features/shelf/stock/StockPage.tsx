import { DatabaseOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Drawer, Select, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { EmptyState } from '@/page/EmptyState';
import { ListFrame } from '@/page/ListFrame';
import { Page } from '@/page/Page';
import { RowTable } from '@/page/RowTable';
import { usePaging } from '@/page/usePaging';
import type { StockLevel } from '../types';
import { LevelDrawer } from './LevelDrawer';
import { ReceiveForm } from './ReceiveForm';
import { StockTabs } from './StockTabs';
import { locationsQuery, stockQuery } from './stockQueries';
import '../shelf.css';

export default function StockPage() {
  const { t } = useTranslation('shelf');
  const format = useFormat();
  const mayStock = useMay('commerce.stock');
  const { search, cursor, limit, filterBy, change, pager } = usePaging();
  const asked = search.get('search') ?? '';
  const place = search.get('location');
  const low = search.get('low') === '1';
  const locations = useQuery(locationsQuery);
  const levels = useQuery(stockQuery({ search: asked || undefined, location_id: place ?? undefined, low: low || undefined, cursor, limit }));
  const nameOf = (id: string) => locations.data?.find((each) => each.id === id)?.name ?? id;
  const receive = mayStock && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => change({ receive: '1' })}>
      {t('stock.receive')}
    </Button>
  );
  const count = (title: string, key: 'on_hand' | 'reserved' | 'set_aside' | 'safety' | 'available') => ({
    title,
    key,
    width: 96,
    align: 'end' as const,
    render: (_: unknown, level: StockLevel) => <span className={key === 'available' && level.available === 0 ? 'shelf-none figures' : 'figures'}>{format.number(level[key])}</span>,
  });
  const columns: TableColumnsType<StockLevel> = [
    {
      title: t('prices.sku'),
      key: 'name',
      render: (_, level) => (
        <button
          type="button"
          className="shelf-link shelf-two-lines"
          onClick={(event) => {
            event.stopPropagation();
            change({ level: keyOf(level) });
          }}
        >
          <span className="ellipsis">{level.title}</span>
          <span className="muted ellipsis">{level.sku_code}</span>
        </button>
      ),
    },
    { title: t('stock.location'), key: 'location', width: 144, render: (_, level) => nameOf(level.location_id) },
    count(t('stock.onHand'), 'on_hand'),
    count(t('stock.reserved'), 'reserved'),
    count(t('stock.setAside'), 'set_aside'),
    count(t('stock.safety'), 'safety'),
    count(t('stock.available'), 'available'),
  ];
  const [sku, where] = (search.get('level') ?? '').split('@');
  return (
    <Page title={t('stockTitle')} purpose={t('stockTitlePurpose')} actions={receive}>
      <StockTabs />
      <ListFrame
        query={levels}
        pager={pager}
        search={{ value: asked, hint: t('products.search'), onSearch: (value) => filterBy({ search: value }) }}
        filters={
          <>
            <Select
              className="list-filter"
              aria-label={t('stock.location')}
              value={place ?? ''}
              onChange={(value: string) => filterBy({ location: value })}
              options={[{ value: '', label: t('stock.anyLocation') }, ...(locations.data ?? []).map((each) => ({ value: each.id, label: each.name }))]}
            />
            <Checkbox checked={low} onChange={(box) => filterBy({ low: box.target.checked ? '1' : null })}>
              {t('stock.onlyLow')}
            </Checkbox>
          </>
        }
        filtered={Boolean(asked || place || low)}
        onClear={() => filterBy({ search: null, location: null, low: null })}
        noneFound={{ title: t('stock.noneFound'), text: t('products.noneFoundText') }}
        empty={<EmptyState icon={<DatabaseOutlined />} title={t('stock.none')} text={t('stock.noneText')} actions={receive} />}
      >
        {(found) => <RowTable rows={found} columns={columns} idOf={keyOf} width={860} onOpen={(each) => change({ level: keyOf(each) })} />}
      </ListFrame>
      <LevelDrawer place={sku && where ? { sku_id: sku, location_id: where } : null} locationName={nameOf(where ?? '')} onClose={() => change({ level: null })} />
      <Drawer open={mayStock && search.get('receive') === '1'} onClose={() => change({ receive: null })} size={480} title={t('stock.receive')} destroyOnHidden>
        <ReceiveForm onDone={() => change({ receive: null })} />
      </Drawer>
    </Page>
  );
}

function keyOf(level: StockLevel): string {
  return `${level.sku_id}@${level.location_id}`;
}
