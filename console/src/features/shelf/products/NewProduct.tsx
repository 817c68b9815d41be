import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '@/page/useProblemText';
import { useCreateProduct } from '../catalogueQueries';
import { combinations, matrixOf, skusMax, usable, type OptionDraft, type SkuDraft } from './matrix';
import { OptionsField } from './OptionsField';
import { emptyProduct, ProductFields } from './ProductFields';
import { SkuMatrix } from './SkuMatrix';

/** A product with its options and the SKUs that come of them; it is a draft until it is put on sale. */
export function NewProduct({ onDone, onLeave }: { onDone: (id: string) => void; onLeave: () => void }) {
  const { t } = useTranslation('shelf');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const create = useCreateProduct();
  const [code, setCode] = useState('');
  const [body, setBody] = useState(emptyProduct);
  const [options, setOptions] = useState<OptionDraft[]>([]);
  const [written, setWritten] = useState<SkuDraft[]>([]);
  const known = usable(options);
  const tooMany = combinations(known).length > skusMax;
  const skus = tooMany ? [] : matrixOf(known, written, code.trim() || t('skus.codeStart'));
  const sold = skus.filter((sku) => !sku.retired);
  const send = () =>
    create.mutate(
      { ...body, code: code.trim(), title: body.title.trim(), options: known, skus: sold.map((sku) => ({ code: sku.code.trim(), options: sku.options, barcode: sku.barcode.trim() })) },
      {
        onSuccess: (made) => {
          void message.success(t('product.saved'));
          onDone(made.id);
        },
      },
    );
  return (
    <Form layout="vertical" onFinish={send}>
      <Form.Item label={t('product.code')} required extra={t('product.codeExtra')}>
        <Input aria-label={t('product.code')} autoFocus maxLength={100} value={code} onChange={(input) => setCode(input.target.value)} />
      </Form.Item>
      <ProductFields body={body} onChange={(part) => setBody((before) => ({ ...before, ...part }))} />
      <Form.Item label={t('options.label')} extra={t('options.extra')}>
        <OptionsField value={options} onChange={setOptions} />
      </Form.Item>
      {tooMany ? <p className="shelf-problem">{t('skus.tooMany', { most: skusMax })}</p> : <SkuMatrix skus={skus} onChange={setWritten} />}
      {create.error && <p className="shelf-problem">{problemText(create.error).sentence}</p>}
      <div className="shelf-acts">
        <Button type="primary" htmlType="submit" disabled={!code.trim() || !body.title.trim() || sold.length === 0} loading={create.isPending}>
          {t('product.saveDraft', { count: sold.length })}
        </Button>
        <Button onClick={onLeave}>{t('cancel')}</Button>
      </div>
    </Form>
  );
}
