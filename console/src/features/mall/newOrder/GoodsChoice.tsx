import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { useSettled } from '@/page/useSettled';
import { goodsQuery } from './newOrderQueries';
import type { FoundSku } from './staffOrder';

const pauseMs = 200;

/** Goods of a channel, found by name or code; each shows its price and how many there are. */
export function GoodsChoice({ channel, onChoose }: { channel: string; onChoose: (sku: FoundSku) => void }) {
  const { t } = useTranslation('mall');
  const format = useFormat();
  const [words, setWords] = useState('');
  const asked = useSettled(words.trim(), pauseMs);
  const found = useQuery(goodsQuery(channel, asked));
  const skus = found.data ?? [];
  return (
    <Select
      className="desk-goods-choice"
      aria-label={t('newOrder.addGoods')}
      placeholder={t('newOrder.findGoods')}
      showSearch={{ filterOption: false, onSearch: setWords, searchValue: words }}
      loading={found.isFetching}
      disabled={!channel}
      value={null}
      notFoundContent={found.isFetching ? t('sku.searching') : t('newOrder.noGoods')}
      options={skus.map((sku) => ({ value: sku.id, label: sku.title, disabled: sku.available <= 0, sku }))}
      optionRender={({ data }) => (
        <span className="desk-option">
          <span className="mall-two-lines">
            <span className="desk-option-title">{data.sku.title}</span>
            <span className="muted">{data.sku.code}</span>
          </span>
          <span className="mall-two-lines figures desk-option-sum">
            <span>{format.money(data.sku.unit_minor)}</span>
            <span className={data.sku.available > 0 ? 'muted' : 'desk-short'}>{data.sku.available > 0 ? t('newOrder.inStock', { count: data.sku.available }) : t('newOrder.soldOut')}</span>
          </span>
        </span>
      )}
      onChange={(id: string) => {
        const chosen = skus.find((each) => each.id === id);
        if (chosen) onChoose(chosen);
        setWords('');
      }}
    />
  );
}
