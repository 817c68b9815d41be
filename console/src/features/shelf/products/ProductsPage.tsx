import { FileExcelOutlined, PlusOutlined, SkinOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Drawer, Select, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { EmptyState } from '@/page/EmptyState';
import { ListFrame } from '@/page/ListFrame';
import { Page } from '@/page/Page';
import { RowTable } from '@/page/RowTable';
import { Tone } from '@/page/Tone';
import { usePaging } from '@/page/usePaging';
import { useProblemText } from '@/page/useProblemText';
import { CategorySelect } from '../CategorySelect';
import { productsQuery, salesChannelsQuery, useSetStatuses } from '../catalogueQueries';
import { priceBooksQuery } from '../prices/priceQueries';
import type { ListedProduct, ProductStatus } from '../types';
import { GoodsFile } from './GoodsFile';
import { NewProduct } from './NewProduct';
import { ProductDrawer } from './ProductDrawer';
import { statuses, statusTones } from './productStatus';
import '../shelf.css';

export default function ProductsPage() {
  const { t } = useTranslation('shelf');
  const format = useFormat();
  const mayManage = useMay('commerce.manage');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const { search, cursor, limit, filterBy, change, pager } = usePaging();
  const [chosen, setChosen] = useState<string[]>([]);
  const asked = search.get('search') ?? '';
  const status = statuses.find((each) => each === search.get('status'));
  const category = search.get('category');
  const channelId = search.get('channel');
  const channels = useQuery(salesChannelsQuery);
  const books = useQuery(priceBooksQuery);
  const channel = channels.data?.find((each) => each.id === channelId);
  const book = channel?.price_book_id ?? books.data?.find((each) => !each.parent_id)?.id;
  const products = useQuery(productsQuery({ search: asked || undefined, status, category_id: category ?? undefined, sales_channel_id: channelId ?? undefined, price_book_id: book, cursor, limit }));
  const setStatuses = useSetStatuses();
  const put = (to: ProductStatus) =>
    setStatuses.mutate(
      { product_ids: chosen, status: to },
      {
        onSuccess: ({ changed, unchanged }) => {
          setChosen(unchanged.map((each) => each.product_id));
          if (unchanged.length > 0) void message.warning(t('products.someUnchanged', { changed: changed.length, unchanged: unchanged.length }));
          else void message.success(t('products.changed', { count: changed.length }));
        },
        onError: (error) => void message.error(problemText(error).sentence),
      },
    );
  const create = mayManage && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => change({ new: '1' })}>
      {t('products.create')}
    </Button>
  );
  const actions = mayManage && (
    <>
      <Button icon={<FileExcelOutlined />} onClick={() => change({ file: '1' })}>
        {t('goodsFile.title')}
      </Button>
      {create}
    </>
  );
  const columns: TableColumnsType<ListedProduct> = [
    {
      title: t('products.columns.product'),
      key: 'name',
      render: (_, product) => (
        <button
          type="button"
          className="shelf-link"
          onClick={(event) => {
            event.stopPropagation();
            change({ product: product.id });
          }}
        >
          {product.pictures?.[0] ? <img className="shelf-thumb" src={product.pictures[0]} alt="" loading="lazy" /> : <span className="shelf-thumb" />}
          <span className="shelf-two-lines">
            <span className="ellipsis">{product.title}</span>
            <span className="muted ellipsis">{product.code}</span>
          </span>
        </button>
      ),
    },
    { title: t('products.columns.skus'), key: 'skus', width: 96, align: 'end', render: (_, product) => format.number(product.skus.filter((sku) => !sku.retired_at).length) },
    { title: t('products.columns.price'), key: 'price', width: 168, align: 'end', render: (_, product) => <PriceRange product={product} /> },
    { title: t('products.columns.available'), key: 'available', width: 112, align: 'end', render: (_, product) => <span className={product.available === 0 ? 'shelf-none' : undefined}>{format.number(product.available)}</span> },
    { title: t('products.columns.status'), key: 'state', width: 104, render: (_, product) => <Tone tone={statusTones[product.status]}>{t(`products.statuses.${product.status}`)}</Tone> },
  ];
  return (
    <Page title={t('productsTitle')} purpose={t('productsTitlePurpose')} actions={actions}>
      <ListFrame
        query={products}
        pager={pager}
        search={{ value: asked, hint: t('products.search'), onSearch: (value) => filterBy({ search: value }) }}
        filters={
          <>
            <CategorySelect className="list-filter" label={t('products.category')} placeholder={t('products.anyCategory')} value={category} onChange={(id) => filterBy({ category: id })} />
            <Select
              className="list-filter"
              aria-label={t('products.columns.status')}
              value={status ?? ''}
              onChange={(value: string) => filterBy({ status: value })}
              options={[{ value: '', label: t('products.anyStatus') }, ...statuses.map((value) => ({ value, label: t(`products.statuses.${value}`) }))]}
            />
            <Select
              className="list-filter"
              aria-label={t('products.channel')}
              value={channelId ?? ''}
              onChange={(value: string) => filterBy({ channel: value })}
              options={[{ value: '', label: t('products.anyChannel') }, ...(channels.data ?? []).map((each) => ({ value: each.id, label: each.name }))]}
            />
          </>
        }
        acts={
          mayManage &&
          chosen.length > 0 && (
            <>
              <span className="muted">{t('products.chosen', { count: chosen.length })}</span>
              <Button loading={setStatuses.isPending} onClick={() => put('on_sale')}>
                {t('products.putOn')}
              </Button>
              <Button loading={setStatuses.isPending} onClick={() => put('off_sale')}>
                {t('products.takeOff')}
              </Button>
            </>
          )
        }
        filtered={Boolean(asked || status || category || channelId)}
        onClear={() => filterBy({ search: null, status: null, category: null, channel: null })}
        noneFound={{ title: t('products.noneFound'), text: t('products.noneFoundText') }}
        empty={<EmptyState icon={<SkinOutlined />} title={t('products.none')} text={t('products.noneText')} actions={create} />}
      >
        {(found) => <RowTable rows={found} columns={columns} idOf={(each) => each.id} width={840} onOpen={(each) => change({ product: each.id })} choice={mayManage ? { chosen, onChoose: setChosen } : undefined} />}
      </ListFrame>
      <ProductDrawer id={search.get('product')} onClose={() => change({ product: null })} />
      <Drawer open={mayManage && search.get('new') === '1'} onClose={() => change({ new: null })} size={720} title={t('products.create')} destroyOnHidden>
        <NewProduct onDone={(id) => change({ new: null, product: id })} onLeave={() => change({ new: null })} />
      </Drawer>
      <Drawer open={mayManage && search.get('file') === '1'} onClose={() => change({ file: null })} size={600} title={t('goodsFile.title')} destroyOnHidden>
        <GoodsFile onDone={() => change({ file: null })} />
      </Drawer>
    </Page>
  );
}

function PriceRange({ product }: { product: ListedProduct }) {
  const { t } = useTranslation('shelf');
  const format = useFormat();
  const { price_min_minor: low, price_max_minor: high } = product;
  if (low === null || high === null) return <span className="muted">{t('products.noPrice')}</span>;
  return <span className="figures">{low === high ? format.money(low) : t('products.priceRange', { low: format.money(low), high: format.money(high) })}</span>;
}
