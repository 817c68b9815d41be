import { useQuery } from '@tanstack/react-query';
import { App, Button, Drawer, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { Loaded } from '@/page/Loaded';
import { Tone } from '@/page/Tone';
import { useProblemText } from '@/page/useProblemText';
import { productQuery, useSetStatus } from '../catalogueQueries';
import { BoughtTogether } from '../recommendations/BoughtTogether';
import type { Product, ProductStatus } from '../types';
import { Listings } from './Listings';
import { ProductForm } from './ProductForm';
import { ProductPrices } from './ProductPrices';
import { statusTones } from './productStatus';
import { SkuForm } from './SkuForm';

/** One product: its words and pictures, its SKUs, what they cost, and how it shows on each channel. */
export function ProductDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { t } = useTranslation('shelf');
  return (
    <Drawer open={id !== null} onClose={onClose} size={760} title={t('product.one')} destroyOnHidden>
      {id && <Asked key={id} id={id} />}
    </Drawer>
  );
}

function Asked({ id }: { id: string }) {
  const product = useQuery(productQuery(id));
  return <Loaded query={product}>{(found) => <Opened product={found} />}</Loaded>;
}

function Opened({ product }: { product: Product }) {
  const { t } = useTranslation('shelf');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const mayManage = useMay('commerce.manage');
  const setStatus = useSetStatus(product.id);
  const put = (status: ProductStatus) =>
    setStatus.mutate(status, {
      onSuccess: () => void message.success(t(`product.now.${status}`)),
      onError: (error) => void message.error(problemText(error).sentence),
    });
  return (
    <>
      <div className="shelf-head">
        <strong className="shelf-big">{product.title}</strong>
        <Tone tone={statusTones[product.status]}>{t(`products.statuses.${product.status}`)}</Tone>
      </div>
      {mayManage && (
        <div className="shelf-acts">
          {product.status !== 'on_sale' && (
            <Button type="primary" loading={setStatus.isPending} onClick={() => put('on_sale')}>
              {t('products.putOn')}
            </Button>
          )}
          {product.status === 'on_sale' && (
            <Button loading={setStatus.isPending} onClick={() => put('off_sale')}>
              {t('products.takeOff')}
            </Button>
          )}
          {product.status !== 'on_sale' && product.status !== 'archived' && (
            <Button danger loading={setStatus.isPending} onClick={() => put('archived')}>
              {t('product.archive')}
            </Button>
          )}
        </div>
      )}
      <Tabs
        items={[
          { key: 'words', label: t('product.tabs.words'), children: <ProductForm key={product.updated_at} product={product} mayManage={mayManage} /> },
          { key: 'skus', label: t('product.tabs.skus'), children: <SkuForm key={product.updated_at} product={product} mayManage={mayManage} /> },
          { key: 'prices', label: t('product.tabs.prices'), children: <ProductPrices productId={product.id} mayManage={mayManage} /> },
          { key: 'channels', label: t('product.tabs.channels'), children: <Listings product={product} mayManage={mayManage} /> },
          { key: 'together', label: t('product.tabs.together'), children: <BoughtTogether productId={product.id} mayManage={mayManage} /> },
        ]}
      />
    </>
  );
}
