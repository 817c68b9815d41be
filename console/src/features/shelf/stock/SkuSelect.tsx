import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { productsQuery } from '../catalogueQueries';

/** A SKU, found by the product's words or by a code. */
export function SkuSelect({ label, value, onChange }: { label: string; value: string | null; onChange: (sku: string) => void }) {
  const { t } = useTranslation('shelf');
  const [words, setWords] = useState('');
  const found = useQuery({ ...productsQuery({ search: words || undefined, limit: 50 }), placeholderData: keepPreviousData });
  const options = (found.data?.items ?? []).flatMap((product) => product.skus.filter((sku) => !sku.retired_at).map((sku) => ({ value: sku.id, label: [product.title, ...Object.values(sku.options), sku.code].join(' ') })));
  return (
    <Select
      className="shelf-sku"
      aria-label={label}
      placeholder={t('stock.skuHint')}
      showSearch={{ filterOption: false, onSearch: setWords }}
      loading={found.isFetching}
      value={value}
      notFoundContent={found.isFetching ? t('stock.searching') : t('products.noneFound')}
      options={value && options.every((each) => each.value !== value) ? [{ value, label: value }, ...options] : options}
      onChange={onChange}
    />
  );
}
