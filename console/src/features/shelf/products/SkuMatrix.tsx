import { Input, Switch, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { RowTable } from '@/page/RowTable';
import { keyOf, type SkuDraft } from './matrix';

interface SkuMatrixProps {
  skus: SkuDraft[];
  onChange: (skus: SkuDraft[]) => void;
}

/** One row for each combination of options: its code and barcode, and whether it is sold. */
export function SkuMatrix({ skus, onChange }: SkuMatrixProps) {
  const { t } = useTranslation('shelf');
  const write = (sku: SkuDraft, part: Partial<SkuDraft>) => onChange(skus.map((each) => (keyOf(each.options) === keyOf(sku.options) ? { ...each, ...part } : each)));
  const nameOf = (sku: SkuDraft) => Object.values(sku.options).join(' / ') || t('skus.only');
  const columns: TableColumnsType<SkuDraft> = [
    { title: t('skus.options'), key: 'name', render: (_, sku) => nameOf(sku) },
    {
      title: t('skus.code'),
      key: 'code',
      width: 200,
      // Orders name a SKU by its code, so that of one that is there stays.
      render: (_, sku) => (sku.id ? <span className="figures">{sku.code}</span> : <Input aria-label={t('skus.codeOf', { sku: nameOf(sku) })} maxLength={100} value={sku.code} onChange={(input) => write(sku, { code: input.target.value })} />),
    },
    { title: t('skus.barcode'), key: 'barcode', width: 176, render: (_, sku) => <Input aria-label={t('skus.barcodeOf', { sku: nameOf(sku) })} maxLength={50} value={sku.barcode} onChange={(input) => write(sku, { barcode: input.target.value })} /> },
    { title: t('skus.sold'), key: 'sold', width: 72, render: (_, sku) => <Switch size="small" aria-label={t('skus.soldOf', { sku: nameOf(sku) })} checked={!sku.retired} onChange={(sold) => write(sku, { retired: !sold })} /> },
  ];
  return <RowTable rows={skus} columns={columns} idOf={(sku) => keyOf(sku.options)} width={600} />;
}
