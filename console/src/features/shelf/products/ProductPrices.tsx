import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loaded } from '@/page/Loaded';
import { priceBooksQuery, priceTableQuery } from '../prices/priceQueries';
import { PriceTable } from '../prices/PriceTable';

/** What the SKUs of a product cost in one price book or another. */
export function ProductPrices({ productId, mayManage }: { productId: string; mayManage: boolean }) {
  const { t } = useTranslation('shelf');
  const books = useQuery(priceBooksQuery);
  const [chosen, setChosen] = useState<string | null>(null);
  const book = chosen ?? books.data?.find((each) => !each.parent_id)?.id;
  return (
    <Loaded query={books}>
      {(all) => (
        <>
          {all.length === 0 && <p className="muted">{t('prices.noBooks')}</p>}
          {all.length > 0 && <Select className="shelf-book" aria-label={t('prices.book')} value={book} onChange={setChosen} options={all.map((each) => ({ value: each.id, label: each.name }))} />}
          {book && <InBook key={book} book={book} productId={productId} mayManage={mayManage} />}
        </>
      )}
    </Loaded>
  );
}

function InBook({ book, productId, mayManage }: { book: string; productId: string; mayManage: boolean }) {
  const lines = useQuery(priceTableQuery(book, { product_id: productId, limit: 200 }));
  return <Loaded query={lines}>{({ items }) => <PriceTable book={book} lines={items} mayManage={mayManage} />}</Loaded>;
}
