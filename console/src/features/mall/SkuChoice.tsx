import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '@/api/client';
import type { components } from '@/api/schema';

type Product = components['schemas']['ProductOut'];

export interface ChosenSku {
  id: string;
  product: Product;
}

/** A SKU, found by the product's title or code. */
export function SkuChoice({ label, value, onChoose }: { label: string; value: string | null; onChoose: (sku: ChosenSku) => void }) {
  const { t } = useTranslation('mall');
  const [words, setWords] = useState('');
  const found = useQuery({
    queryKey: ['products', 'choices', words],
    queryFn: ({ signal }) => unwrap(api.GET('/api/commerce/products', { params: { query: { search: words || undefined, limit: 50 } }, signal })),
    placeholderData: keepPreviousData,
  });
  const skus = (found.data?.items ?? []).flatMap((product) => product.skus.filter((sku) => !sku.retired_at).map((sku) => ({ id: sku.id, product, label: [product.title, ...Object.values(sku.options)].join(' ') })));
  return (
    <Select
      className="mall-sku"
      aria-label={label}
      placeholder={label}
      showSearch={{ filterOption: false, onSearch: setWords }}
      loading={found.isFetching}
      value={value}
      notFoundContent={found.isFetching ? t('sku.searching') : t('sku.none')}
      options={value && skus.every((each) => each.id !== value) ? [{ value, label: value }, ...skus.map(option)] : skus.map(option)}
      onChange={(id: string) => {
        setWords('');
        const chosen = skus.find((each) => each.id === id);
        if (chosen) onChoose(chosen);
      }}
    />
  );
}

function option(sku: { id: string; label: string }) {
  return { value: sku.id, label: sku.label };
}
