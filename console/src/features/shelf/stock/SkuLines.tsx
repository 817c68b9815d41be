import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { SkuSelect } from './SkuSelect';

export interface SkuLine {
  sku_id: string | null;
  quantity: number | null;
}

/** Lines that can be sent: with a SKU and a quantity; the same SKU twice is added up. */
export function readyLines(lines: readonly SkuLine[], least: number): { sku_id: string; quantity: number }[] {
  const found = new Map<string, number>();
  for (const { sku_id, quantity } of lines) if (sku_id && quantity !== null && quantity >= least) found.set(sku_id, (found.get(sku_id) ?? 0) + quantity);
  return [...found].map(([sku_id, quantity]) => ({ sku_id, quantity }));
}

/** SKUs and how many of each. */
export function SkuLines({ lines, least, onChange }: { lines: SkuLine[]; least: number; onChange: (lines: SkuLine[]) => void }) {
  const { t } = useTranslation('shelf');
  const write = (index: number, part: Partial<SkuLine>) => onChange(lines.map((each, place) => (place === index ? { ...each, ...part } : each)));
  return (
    <>
      {lines.map((line, index) => (
        <div key={index} className="shelf-add shelf-sku-line">
          <SkuSelect label={t('lines.sku', { number: index + 1 })} value={line.sku_id} onChange={(sku_id) => write(index, { sku_id })} />
          <InputNumber aria-label={t('lines.quantity', { number: index + 1 })} min={least} max={1_000_000_000} precision={0} value={line.quantity} onChange={(quantity) => write(index, { quantity })} />
          <Button type="text" icon={<DeleteOutlined />} aria-label={t('lines.remove', { number: index + 1 })} disabled={lines.length === 1} onClick={() => onChange(lines.filter((_, place) => place !== index))} />
        </div>
      ))}
      <Button size="small" icon={<PlusOutlined />} onClick={() => onChange([...lines, { sku_id: null, quantity: null }])}>
        {t('lines.add')}
      </Button>
    </>
  );
}
