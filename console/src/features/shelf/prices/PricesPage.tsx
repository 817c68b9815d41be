import { PlusOutlined, TagOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Drawer, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { EmptyState } from '@/page/EmptyState';
import { LinkButton } from '@/page/LinkButton';
import { ListFrame } from '@/page/ListFrame';
import { Loaded } from '@/page/Loaded';
import { Page } from '@/page/Page';
import { usePaging } from '@/page/usePaging';
import type { PriceBook } from '../types';
import { BookForm } from './BookForm';
import { priceBooksQuery, priceTableQuery } from './priceQueries';
import { PriceTable } from './PriceTable';
import '../shelf.css';

export default function PricesPage() {
  const { t } = useTranslation('shelf');
  const mayManage = useMay('commerce.manage');
  const { search, change } = usePaging();
  const books = useQuery(priceBooksQuery);
  const create = mayManage && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => change({ new: '1' })}>
      {t('prices.create')}
    </Button>
  );
  const edited = books.data?.find((each) => each.id === search.get('edit')) ?? null;
  return (
    <Page title={t('pricesTitle')} purpose={t('pricesTitlePurpose')} actions={create}>
      <Loaded query={books}>
        {(all) => (all.length === 0 ? <div className="panel"><EmptyState icon={<TagOutlined />} title={t('prices.none')} text={t('prices.noneText')} actions={create} /></div> : <Book books={all} mayManage={mayManage} />)}
      </Loaded>
      <Drawer open={mayManage && (search.get('new') === '1' || edited !== null)} onClose={() => change({ new: null, edit: null })} size={480} title={edited ? t('prices.edit') : t('prices.create')} destroyOnHidden>
        <BookForm key={edited?.id} book={edited} books={books.data ?? []} onDone={(id) => change({ new: null, edit: null, book: id })} />
      </Drawer>
    </Page>
  );
}

function Book({ books, mayManage }: { books: PriceBook[]; mayManage: boolean }) {
  const { t } = useTranslation('shelf');
  const { search, cursor, limit, filterBy, change, pager } = usePaging();
  const chosen = books.find((each) => each.id === search.get('book')) ?? books.find((each) => !each.parent_id) ?? books[0];
  const asked = search.get('search') ?? '';
  const own = search.get('own') === '1';
  const lines = useQuery({ ...priceTableQuery(chosen?.id ?? '', { search: asked || undefined, own: own || undefined, cursor, limit }), enabled: chosen !== undefined });
  if (!chosen) return null;
  const parent = books.find((each) => each.id === chosen.parent_id);
  return (
    <>
      <div className="shelf-head">
        <Select className="shelf-book" aria-label={t('prices.book')} value={chosen.id} onChange={(book: string) => filterBy({ book })} options={books.map((each) => ({ value: each.id, label: each.name }))} />
        <span className="muted">{parent ? t('prices.inherits', { parent: parent.name }) : t('prices.root')}</span>
        {mayManage && (
          <Button type="link" onClick={() => change({ edit: chosen.id })}>
            {t('prices.edit')}
          </Button>
        )}
      </div>
      <ListFrame
        query={lines}
        pager={pager}
        search={{ value: asked, hint: t('products.search'), onSearch: (value) => filterBy({ search: value }) }}
        filters={
          <Checkbox checked={own} onChange={(box) => filterBy({ own: box.target.checked ? '1' : null })}>
            {t('prices.onlyOwn')}
          </Checkbox>
        }
        filtered={Boolean(asked || own)}
        onClear={() => filterBy({ search: null, own: null })}
        noneFound={{ title: t('products.noneFound'), text: t('products.noneFoundText') }}
        empty={<EmptyState icon={<TagOutlined />} title={t('prices.noSkus')} text={t('prices.noSkusText')} actions={<LinkButton to="/products">{t('productsTitle')}</LinkButton>} />}
      >
        {(found) => <PriceTable key={chosen.id} book={chosen.id} lines={found} mayManage={mayManage} />}
      </ListFrame>
    </>
  );
}
