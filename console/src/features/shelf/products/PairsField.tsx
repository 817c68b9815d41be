import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Attributes such as "Origin: Yunnan"; those without a name are not kept. */
export function PairsField({ value, onChange }: { value: Record<string, unknown>; onChange: (pairs: Record<string, unknown>) => void }) {
  const { t } = useTranslation('shelf');
  const [pairs, setPairs] = useState<[string, unknown][]>(() => Object.entries(value));
  const change = (next: [string, unknown][]) => {
    setPairs(next);
    onChange(Object.fromEntries(next.filter(([name]) => name.trim()).map(([name, said]) => [name.trim(), said])));
  };
  const write = (index: number, pair: [string, unknown]) => change(pairs.map((each, place) => (place === index ? pair : each)));
  return (
    <>
      {pairs.map(([name, said], index) => (
        <div key={index} className="shelf-add">
          <Input aria-label={t('product.attributeName', { number: index + 1 })} placeholder={t('product.attributeNameHint')} maxLength={50} value={name} onChange={(input) => write(index, [input.target.value, said])} />
          <Input aria-label={t('product.attributeValue', { number: index + 1 })} placeholder={t('product.attributeValueHint')} value={typeof said === 'string' ? said : JSON.stringify(said)} onChange={(input) => write(index, [name, input.target.value])} />
          <Button type="text" icon={<DeleteOutlined />} aria-label={t('product.attributeRemove', { number: index + 1 })} onClick={() => change(pairs.filter((_, place) => place !== index))} />
        </div>
      ))}
      <Button size="small" icon={<PlusOutlined />} onClick={() => setPairs([...pairs, ['', '']])}>
        {t('product.addAttribute')}
      </Button>
    </>
  );
}
