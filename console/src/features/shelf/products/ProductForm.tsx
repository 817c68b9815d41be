import { App, Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '@/page/useProblemText';
import { useReplaceProduct } from '../catalogueQueries';
import type { Product } from '../types';
import { ProductFields, type ProductBody } from './ProductFields';

/** Words and pictures of a product that is there. */
export function ProductForm({ product, mayManage }: { product: Product; mayManage: boolean }) {
  const { t } = useTranslation('shelf');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const replace = useReplaceProduct(product.id);
  const [body, setBody] = useState(() => bodyOf(product));
  return (
    <Form layout="vertical" disabled={!mayManage} onFinish={() => replace.mutate({ ...body, title: body.title.trim() }, { onSuccess: () => void message.success(t('product.saved')) })}>
      <ProductFields body={body} onChange={(part) => setBody((before) => ({ ...before, ...part }))} />
      {replace.error && <p className="shelf-problem">{problemText(replace.error).sentence}</p>}
      {mayManage && (
        <Button type="primary" htmlType="submit" disabled={!body.title.trim()} loading={replace.isPending}>
          {t('save')}
        </Button>
      )}
    </Form>
  );
}

/** What may be written of a product anew. */
export function bodyOf(product: Product): ProductBody {
  const { title, subtitle, description, category_id, brand_id, tags, attributes, options, pictures } = product;
  return { title, subtitle, description, category_id, brand_id, tags, attributes, options, pictures };
}
