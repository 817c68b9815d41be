import { App, Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '@/page/useProblemText';
import { useAddSku, useReplaceProduct, useReplaceSku } from '../catalogueQueries';
import type { Product } from '../types';
import { combinations, matrixOf, skusMax, usable, type OptionDraft, type SkuDraft } from './matrix';
import { OptionsField } from './OptionsField';
import { bodyOf } from './ProductForm';
import { SkuMatrix } from './SkuMatrix';

/** Options and SKUs of a product that is there: more can come, and one that is sold no longer is retired. */
export function SkuForm({ product, mayManage }: { product: Product; mayManage: boolean }) {
  const { t } = useTranslation('shelf');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const replaceProduct = useReplaceProduct(product.id);
  const replaceSku = useReplaceSku();
  const addSku = useAddSku(product.id);
  const [options, setOptions] = useState<OptionDraft[]>(() => Object.entries(product.options ?? {}).map(([name, values]) => ({ name, values })));
  const [written, setWritten] = useState<SkuDraft[]>(() => product.skus.map(draftOf));
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const known = usable(options);
  const tooMany = combinations(known).length > skusMax;
  const skus = tooMany ? [] : matrixOf(known, written, product.code);

  // Values come first, then the SKUs that name them; what fails leaves what came before, and can be sent again.
  const send = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const gone = product.skus.filter((sku) => !skus.some((each) => each.id === sku.id));
      for (const sku of gone) await replaceSku.mutateAsync({ id: sku.id, body: { barcode: sku.barcode, floor_minor: sku.floor_minor, weight_g: sku.weight_g, retired: true } });
      await replaceProduct.mutateAsync({ ...bodyOf(product), options: known });
      for (const sku of skus) {
        const before = product.skus.find((each) => each.id === sku.id);
        if (before && (before.barcode !== sku.barcode || Boolean(before.retired_at) !== sku.retired)) await replaceSku.mutateAsync({ id: before.id, body: { barcode: sku.barcode.trim(), floor_minor: before.floor_minor, weight_g: before.weight_g, retired: sku.retired } });
        if (!before && !sku.retired) await addSku.mutateAsync({ code: sku.code.trim(), options: sku.options, barcode: sku.barcode.trim() });
      }
      void message.success(t('skus.saved'));
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Form layout="vertical" disabled={!mayManage} onFinish={() => void send()}>
      <Form.Item label={t('options.label')} extra={t('options.extraLater')}>
        <OptionsField value={options} onChange={setOptions} />
      </Form.Item>
      {tooMany ? <p className="shelf-problem">{t('skus.tooMany', { most: skusMax })}</p> : <SkuMatrix skus={skus} onChange={setWritten} />}
      {Boolean(problem) && <p className="shelf-problem">{problemText(problem).sentence}</p>}
      {mayManage && (
        <div className="shelf-acts">
          <Button type="primary" htmlType="submit" disabled={tooMany} loading={busy}>
            {t('save')}
          </Button>
        </div>
      )}
    </Form>
  );
}

function draftOf(sku: Product['skus'][number]): SkuDraft {
  return { id: sku.id, code: sku.code, options: sku.options as Record<string, string>, barcode: sku.barcode, retired: Boolean(sku.retired_at) };
}
